import { Module } from '@nestjs/common';
import { MarketTenants } from '@trueque/identity';
import { NoticesController } from './notices.controller.js';
import { NoticesProcess } from './notices.process.js';
import { targetsFrom } from './webhooks/target.js';
import { WEBHOOK_TARGETS, WebhookCourier } from './webhooks/webhook-courier.process.js';
import { WebhookRow } from './webhooks/webhook.row.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { Webhooks1764300000001 } from './webhooks/webhooks.migration.js';

/** For `MessagingModule.forRoot`. */
export const noticesConsumers = [NoticesProcess];

/** What must people know? Needs the store, the clock and the data source of its app. */
@Module({
  controllers: [NoticesController, WebhooksController],
  providers: [
    ...[MarketTenants, WebhookCourier, ...noticesConsumers],
    { provide: WEBHOOK_TARGETS, useFactory: () => targetsFrom(process.env) },
  ],
  exports: [WebhookCourier, ...noticesConsumers],
})
export class NoticesModule {}

/** For `PostgresModule.forRoot`. */
export const noticesEntities = [WebhookRow];
export const noticesMigrations = [Webhooks1764300000001];
