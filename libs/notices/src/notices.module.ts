import { Module } from '@nestjs/common';
import { MarketTenants } from '@trueque/identity';
import { SealedSecrets } from '@trueque/vault';
import { NoticesController } from './notices.controller.js';
import { NoticesProcess } from './notices.process.js';
import { targetsFrom } from './webhooks/target.js';
import { WebhookCourier } from './webhooks/webhook-courier.process.js';
import { WebhookDeliveriesController } from './webhooks/webhook-deliveries.controller.js';
import { WebhookRows } from './webhooks/webhook-rows.js';
import { WEBHOOK_TARGETS, WebhookSender } from './webhooks/webhook-sender.js';
import { WebhookRow } from './webhooks/webhook.row.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { SealWebhookSecrets1795900000001 } from './webhooks/seal-webhook-secrets.migration.js';
import { webhookSecrets } from './webhooks/webhook-secrets.js';
import { Webhooks1764300000001 } from './webhooks/webhooks.migration.js';

/** For `MessagingModule.forRoot`. */
export const noticesConsumers = [NoticesProcess];

/** What must people know? Needs the store, the clock and the data source of its app. */
@Module({
  controllers: [NoticesController, WebhooksController, WebhookDeliveriesController],
  providers: [
    ...[MarketTenants, WebhookRows, WebhookSender, WebhookCourier, ...noticesConsumers],
    { provide: WEBHOOK_TARGETS, useFactory: () => targetsFrom(process.env) },
    { provide: SealedSecrets, useFactory: webhookSecrets },
  ],
  exports: [WebhookCourier, ...noticesConsumers],
})
export class NoticesModule {}

/** For `PostgresModule.forRoot`. */
export const noticesEntities = [WebhookRow];
export const noticesMigrations = [Webhooks1764300000001, SealWebhookSecrets1795900000001];
