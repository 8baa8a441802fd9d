import { Inject, Injectable } from '@nestjs/common';
import { type EventType, offersEvents } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { MarketDivider } from './division/market-divider.js';
import { recordedBook } from './recorded-book.js';
import { WholeClearing } from './whole-clearing.js';

/**
 * When a gate has closed: takes the book, refuses an incomplete one, clears, records what came of it. A
 * huge market is divided instead, and cleared by all processes together.
 */
@Injectable()
export class ClearingProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'clearing.auctions';
  readonly types: readonly EventType[] = ['GateClosed'];

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly whole: WholeClearing,
    private readonly divider: MarketDivider,
  ) {}

  async handle(event: RecordedEvent): Promise<void> {
    const { auctionId, marketId } = offersEvents.GateClosed.data.parse(event.data);
    const ids = { marketId, auctionId };
    if (!(await this.whole.isWaiting(ids))) return;
    const book = await recordedBook(this.store, ids, event.position);
    if (await this.divider.divide(ids, book, event)) return;
    await this.whole.clear(ids, book, event);
  }
}
