import { Inject, Injectable } from '@nestjs/common';
import { type EventType, offersEvents } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { MarketDivider } from './division/market-divider.js';
import { PriceCounting } from './price-counting.js';
import { gatePosition, recordedBook } from './recorded-book.js';
import { WholeClearing } from './whole-clearing.js';

/**
 * When a gate has closed, or the operator wants it again: takes the book, refuses an incomplete one, clears,
 * records what came of it. A huge market is divided instead, and cleared by all processes together. And
 * counts the prices of what is published, in the same order, so that an auction is cleared by all that was
 * published before its gate closed.
 */
@Injectable()
export class ClearingProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'clearing.auctions';
  readonly types: readonly EventType[] = ['GateClosed', 'ReviewDecided', 'ResultPublished'];

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly whole: WholeClearing,
    private readonly divider: MarketDivider,
    private readonly counting: PriceCounting,
  ) {}

  async handle(event: RecordedEvent): Promise<void> {
    const ids = named.parse(event.data);
    if (event.type === 'ResultPublished') return this.counting.count(ids, event);
    if (!(await this.whole.isWaiting(ids))) return;
    const closedAt = (await gatePosition(this.store, ids)) ?? event.position;
    const book = await recordedBook(this.store, ids, closedAt, event.position);
    const isAdministered = await this.whole.start(ids, book, event);
    if (!isAdministered && (await this.divider.divide(ids, book, event))) return;
    await this.whole.clear(ids, book, event);
  }
}

const named = offersEvents.GateClosed.data.pick({ marketId: true, auctionId: true }).strip();
