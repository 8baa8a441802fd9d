export {
  noticesConsumers,
  noticesEntities,
  noticesMigrations,
  NoticesModule,
} from './notices.module.js';
export { WebhookCourier } from './webhooks/webhook-courier.process.js';
