import { Inject, Injectable } from '@nestjs/common';
import type { AdministeredBecause } from '@trueque/contracts';
import { becauseOf, EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { clearingSeconds } from '@trueque/metrics';
import { ClearingPool } from './clearing-pool.js';
import type { AuctionId, AuctionResult } from './domain/auction-result.js';
import { type Book, caseOf } from './domain/book.js';
import { bookFailure } from './domain/book-failure.js';
import { clearing } from './domain/clearing.decider.js';
import { isWaiting } from './domain/clearing-state.js';
import { PriceCounting } from './price-counting.js';
import { tradingRulesAt } from './trading-rules-at.js';

/** Clears an auction in one piece, and records what came of it, whoever found it. */
@Injectable()
export class WholeClearing {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly pool: ClearingPool,
    private readonly counting: PriceCounting,
  ) {}

  async isWaiting(ids: AuctionId): Promise<boolean> {
    const { state } = await this.store.load(clearing, keyOf(ids), ids.marketId);
    return isWaiting(state);
  }

  /** Says that a solver is asked; true where it is at the operator's price from the start, and why is kept. */
  async start(ids: AuctionId, book: Book, cause: RecordedEvent): Promise<boolean> {
    const administered = await this.administeredBecause(ids, book);
    const command = { type: 'StartClearing' as const, ...ids, administered };
    const options = becauseOf(cause, 'clearing', ids.marketId);
    await this.store.transact(clearing, keyOf(ids), command, {
      ...{ ...options, causedBy: `${cause.id}#start` },
    });
    const { state } = await this.store.load(clearing, keyOf(ids), ids.marketId);
    return state.administered !== null;
  }

  /** Refuses a book that is not the one whose gate was closed. */
  async clear(ids: AuctionId, book: Book, cause: RecordedEvent): Promise<void> {
    const { state } = await this.store.load(clearing, keyOf(ids), ids.marketId);
    await this.record(ids, await this.resultOf(ids, book, state.administered !== null), cause);
  }

  /** For the event that led to it; said twice, it counts once. */
  async record(ids: AuctionId, facts: AuctionResult, cause: RecordedEvent): Promise<void> {
    const { review } = await tradingRulesAt(this.store, ids.marketId, cause.position);
    const command = { type: 'RecordResult' as const, review, facts };
    await this.store.transact(
      clearing,
      keyOf(ids),
      command,
      becauseOf(cause, 'clearing', ids.marketId),
    );
  }

  private async administeredBecause(
    { marketId }: AuctionId,
    { isSuspended, tradingRules }: Book,
  ): Promise<AdministeredBecause | null> {
    if (isSuspended) return 'suspension';
    const isWatched = tradingRules.cumulativePrice !== undefined;
    return isWatched && (await this.counting.isAdministered(marketId)) ? 'cumulative-price' : null;
  }

  private async resultOf(
    ids: AuctionId,
    book: Book,
    isAdministered: boolean,
  ): Promise<AuctionResult> {
    const failed = bookFailure(ids, book);
    if (failed !== undefined) return { stops: [], status: 'failed', failed };
    const took = clearingSeconds.startTimer();
    const { fallbackPrice } = book;
    const result = await this.pool.run({ ids, file: caseOf(book), fallbackPrice, isAdministered });
    took({ status: result.status });
    return result;
  }
}

const keyOf = ({ auctionId, marketId }: AuctionId): string => `${marketId}/${auctionId}`;
