export {
  noticesConsumers,
  noticesEntities,
  noticesMigrations,
  NoticesModule,
} from './notices.module.js';
export { notices } from './domain/notices.decider.js';
export { WebhookCourier } from './webhooks/webhook-courier.process.js';
export { sealedWebhooks } from './webhooks/webhook-secrets.js';
