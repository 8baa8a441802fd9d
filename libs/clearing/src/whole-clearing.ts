import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { clearingSeconds } from '@trueque/metrics';
import { ClearingPool } from './clearing-pool.js';
import type { AuctionId, AuctionResult } from './domain/auction-result.js';
import { type Book, caseOf } from './domain/book.js';
import { bookFailure } from './domain/book-failure.js';
import { clearing } from './domain/clearing.decider.js';

/** Clears an auction in one piece, and records what came of it, whoever found it. */
@Injectable()
export class WholeClearing {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly pool: ClearingPool,
  ) {}

  async isWaiting(ids: AuctionId): Promise<boolean> {
    const { state } = await this.store.load(clearing, keyOf(ids), ids.marketId);
    return state.status === 'waiting';
  }

  /** Refuses a book that is not the one whose gate was closed. */
  async clear(ids: AuctionId, book: Book, cause: RecordedEvent): Promise<void> {
    await this.record(ids, await this.resultOf(ids, book), cause);
  }

  /** For the event that led to it; said twice, it counts once. */
  async record(ids: AuctionId, facts: AuctionResult, cause: RecordedEvent): Promise<void> {
    const { correlationId, id, occurredAt } = cause;
    await this.store.transact(
      clearing,
      keyOf(ids),
      { type: 'RecordResult', facts },
      { partition: ids.marketId, causedBy: id, correlationId, actor: 'clearing', occurredAt },
    );
  }

  private async resultOf(ids: AuctionId, book: Book): Promise<AuctionResult> {
    const failed = bookFailure(ids, book);
    if (failed !== undefined) return { stops: [], status: 'failed', failed };
    const took = clearingSeconds.startTimer();
    const { fallbackPrice } = book;
    const result = await this.pool.run({ ids, file: caseOf(book), fallbackPrice });
    took({ status: result.status });
    return result;
  }
}

const keyOf = ({ auctionId, marketId }: AuctionId): string => `${marketId}/${auctionId}`;
