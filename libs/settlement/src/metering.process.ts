import { Inject, Injectable } from '@nestjs/common';
import type { EventType } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { takeHistory, takeHistoryOf } from './billing/history-days.js';
import { knownMarket } from './billing/known-market.js';

/**
 * Takes imported history as readings of markets that share after metering: as it comes, and what
 * came before once a market has rules.
 */
@Injectable()
export class MeteringProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'settlement.metering';
  readonly types: readonly EventType[] = ['MeterHistoryRecorded', 'RulePackAdopted'];

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async handle(event: RecordedEvent): Promise<void> {
    if (event.type === 'RulePackAdopted') return takeHistory(this.store, event.partition);
    const market = await knownMarket(this.store, event.partition);
    if (market && market.packs.length > 0) await takeHistoryOf(this.store, market, event);
  }
}
