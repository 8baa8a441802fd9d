import { Inject, Injectable } from '@nestjs/common';
import { type EventType, offersEvents } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { clearingSeconds } from '@trueque/metrics';
import { ClearingPool } from './clearing-pool.js';
import type { ClearingTask } from './clearing-worker.js';
import type { AuctionId, AuctionResult } from './domain/auction-result.js';
import { type Book, caseOf, whyIncomplete } from './domain/book.js';
import { clearing } from './domain/clearing.decider.js';
import { recordedBook } from './recorded-book.js';

/** When a gate has closed: takes the book, refuses an incomplete one, clears, records what came of it. */
@Injectable()
export class ClearingProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'clearing.auctions';
  readonly types: readonly EventType[] = ['GateClosed'];

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly pool: ClearingPool,
  ) {}

  async handle(event: RecordedEvent): Promise<void> {
    const { auctionId, marketId } = offersEvents.GateClosed.data.parse(event.data);
    const ids = { marketId, auctionId };
    const id = `${marketId}/${auctionId}`;
    const { state } = await this.store.load(clearing, id, event.partition);
    if (state.status !== 'waiting') return;
    const book = await recordedBook(this.store, ids, event.position);
    const facts = await this.resultOf(ids, book);
    await this.store.transact(
      clearing,
      id,
      { type: 'RecordResult', facts },
      {
        partition: event.partition,
        causedBy: event.id,
        correlationId: event.correlationId,
        actor: 'clearing',
        occurredAt: event.occurredAt,
      },
    );
  }

  private async resultOf(ids: AuctionId, book: Book): Promise<AuctionResult> {
    const missing = whyIncomplete(book);
    if (missing !== undefined) return failed(ids, 'book-incomplete', missing);
    if (book.offers.size === 0) return failed(ids, 'book-empty', 'nobody made an offer');
    return this.clear({ ids, file: caseOf(book), fallbackPrice: book.fallbackPrice });
  }

  private async clear(task: ClearingTask): Promise<AuctionResult> {
    const took = clearingSeconds.startTimer();
    const result = await this.pool.run(task);
    took({ status: result.status });
    return result;
  }
}

const failed = (
  ids: AuctionId,
  reason: 'book-incomplete' | 'book-empty',
  detail: string,
): AuctionResult => ({
  stops: [],
  status: 'failed',
  failed: { ...ids, reason, detail, explanation: [] },
});
