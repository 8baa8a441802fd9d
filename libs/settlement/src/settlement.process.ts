import { Inject, Injectable } from '@nestjs/common';
import { clearingsEvents, type EventType, offersEvents } from '@trueque/contracts';
import {
  EVENT_STORE,
  type EventStore,
  type RecordedEvent,
  type TransactOptions,
} from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { settlement } from './domain/settlement.decider.js';
import { idOf, type Scope } from './recorded-facts.js';
import { factsAt, type KnownFacts } from './settlement-facts.js';

/**
 * Settles an auction when it was cleared, and again whenever its meters report. Readings that
 * came before the clearing are settled with it; those after it, each at its own event.
 */
@Injectable()
export class SettlementProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'settlement.auctions';
  readonly types: readonly EventType[] = ['AuctionCleared', 'MeterReadingsRecorded'];

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async handle(event: RecordedEvent): Promise<void> {
    const scope = scopeOf(event);
    const facts = await factsAt(this.store, scope);
    if (facts === undefined || event.position < facts.clearedAt) return;
    if (event.type === 'AuctionCleared') await this.settleCleared(scope, event, facts);
    if (facts.readings.length > 0) await this.settleMetered(scope, event, facts);
  }

  private async settleCleared(
    scope: Scope,
    event: RecordedEvent,
    { auction }: KnownFacts,
  ): Promise<void> {
    const command = { type: 'SettleCleared', facts: { auction } } as const;
    await this.store.transact(settlement, idOf(scope), command, optionsOf(event, event.id));
  }

  private async settleMetered(
    scope: Scope,
    event: RecordedEvent,
    { auction, readings }: KnownFacts,
  ): Promise<void> {
    const command = { type: 'SettleMetered', facts: { auction, readings } } as const;
    const latest = readings.at(-1)?.eventId ?? event.id;
    await this.store.transact(settlement, idOf(scope), command, optionsOf(event, latest));
  }
}

const scopeOf = ({ type, data, position }: RecordedEvent): Scope => {
  const { marketId, auctionId } =
    type === 'AuctionCleared'
      ? clearingsEvents.AuctionCleared.data.parse(data)
      : offersEvents.MeterReadingsRecorded.data.parse(data);
  return { marketId, auctionId, position };
};

const optionsOf = (event: RecordedEvent, causedBy: string): TransactOptions => ({
  partition: event.partition,
  causedBy,
  correlationId: event.correlationId,
  actor: 'settlement',
  occurredAt: event.occurredAt,
});
