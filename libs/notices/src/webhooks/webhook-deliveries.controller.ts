import { Controller, Get, HttpCode, Inject, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { openApiOf, problem } from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import { z } from 'zod';
import { type WebhookPath, WebhookRows } from './webhook-rows.js';
import { WebhookSender } from './webhook-sender.js';
import type { WebhookRow } from './webhook.row.js';

const BLOCK_EVENTS = 500;
/** The latest of them. */
const DELIVERIES_TOLD = 50;
/** So far back in the log they are looked for. */
const SEARCHED_POSITIONS_MAX = 20_000;

const named = {
  /** In the market's log. */
  position: z.int().min(1),
  /** `webhook-id`. */
  eventId: z.string(),
  type: z.string(),
};

const deliverySchema = z.strictObject({
  ...named,
  occurredAt: z.string(),
  state: z.enum(['delivered', 'waiting']),
});
type Delivery = z.infer<typeof deliverySchema>;

const attemptSchema = z.strictObject({
  ...named,
  /** What the receiver answered, where it did. */
  status: z.int().optional(),
  error: z.string().optional(),
});

const answers = (schema: z.ZodType) =>
  ApiOkResponse({ content: { 'application/json': { schema: openApiOf(schema) } } });

/** What a webhook was sent, what waits to be sent, and one event again. */
@ApiTags('notices')
@Controller('markets/:marketId/webhooks/:webhookId/deliveries')
export class WebhookDeliveriesController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly webhooks: WebhookRows,
    private readonly sender: WebhookSender,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The latest events that are for a webhook: delivered, or waiting' })
  @answers(z.strictObject({ items: z.array(deliverySchema) }))
  async latest(@Param() path: WebhookPath) {
    const row = await this.webhooks.find(path);
    return { items: await this.deliveries(row, await this.webhooks.head(path.marketId)) };
  }

  @Post(':position')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sends one event again, and tells what the receiver answered; what waits stays',
  })
  @answers(attemptSchema)
  async again(
    @Param() path: WebhookPath,
    @Param('position', ParseIntPipe) position: number,
  ): Promise<z.infer<typeof attemptSchema>> {
    const row = await this.webhooks.find(path);
    const event = await this.eventFor(row, position);
    if (!event) throw problem(404, 'event-unknown', `The webhook is for no event at ${position}.`);
    const attempt = await this.sender.attempt(row, event, new Date(this.clock.nowMs()));
    return { position, eventId: event.id, type: event.type, ...attempt };
  }

  /** From the end of the log back. */
  private async deliveries(row: WebhookRow, head: number): Promise<readonly Delivery[]> {
    const { marketId, position, since, types } = row;
    const oldest = Math.max(since, head - SEARCHED_POSITIONS_MAX);
    const found: Delivery[] = [];
    for (let before = head; before > oldest && found.length < DELIVERIES_TOLD;) {
      const after = Math.max(oldest, before - BLOCK_EVENTS);
      const events = await this.store.readPartition(marketId, after, before - after, types);
      const within = events.filter((event) => event.position <= before);
      found.push(...within.toReversed().map((event) => deliveryOf(event, position)));
      before = after;
    }
    return found.slice(0, DELIVERIES_TOLD);
  }

  private async eventFor(
    { marketId, since, types }: WebhookRow,
    position: number,
  ): Promise<RecordedEvent | undefined> {
    if (position <= since || !Number.isSafeInteger(position)) return undefined;
    const [event] = await this.store.readPartition(marketId, position - 1, 1, types);
    return event?.position === position ? event : undefined;
  }
}

const deliveryOf = (event: RecordedEvent, delivered: number): Delivery => {
  const { id: eventId, occurredAt, position, type } = event;
  const state = position <= delivered ? 'delivered' : 'waiting';
  return { position, eventId, type, occurredAt, state };
};
