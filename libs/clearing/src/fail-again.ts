import { clearingsEvents, RUNGS } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import type { LpSolver } from '@trueque/linear-program';
import type { z } from 'zod';
import { type AuctionId, auctionResult } from './domain/auction-result.js';
import { type Book, caseOf } from './domain/book.js';
import { bookFailure } from './domain/book-failure.js';
import { clearCase } from './domain/clear.js';
import { firstDifference } from './domain/first-difference.js';
import { marketOn, NO_FALLBACK_PRICE, type Stop } from './domain/ladder/climb.js';
import { bookAtGate } from './recorded-book.js';

/** What came of clearing an auction once more that had failed; `differences` is empty where it fails alike. */
export interface FailedAgain extends AuctionId {
  /** Each begins with the field that differs. */
  readonly differences: readonly string[];
}

type Failed = z.infer<typeof clearingsEvents.AuctionFailed.data>;

/**
 * Clears an auction again that had failed: it must fail, for the same reason, with the same explanation.
 * Where solvers stopped without a proof, another run may find one: then what the rungs told is compared.
 */
export const failAuctionAgain = async (
  store: EventStore,
  { data, partition: marketId, position }: Pick<RecordedEvent, 'data' | 'partition' | 'position'>,
  solver: LpSolver,
): Promise<FailedAgain> => {
  const failed = clearingsEvents.AuctionFailed.data.parse(data);
  const ids = { marketId, auctionId: failed.auctionId };
  const book = await bookAtGate(store, ids, position);
  const stops = await recordedStops(store, ids);
  const now = failed.reason === 'not-proven' ? stopsAgain(ids, book, stops) : undefined;
  const again = now ?? failureOf(ids, book, { stops, solver });
  const difference =
    again === undefined
      ? `status: recorded failed (${failed.reason}), now cleared`
      : firstDifference(failed, again);
  return { ...ids, differences: difference === undefined ? [] : [difference] };
};

/** As long as there is something to clear, nothing but the solver could have stopped it. */
const stopsAgain = (ids: AuctionId, book: Book, stops: readonly Stop[]): Failed | undefined => {
  const result = auctionResult(ids, { stops, found: undefined }, '');
  return bookFailure(ids, book) ?? (result.status === 'failed' ? result.failed : undefined);
};

interface Means {
  readonly stops: readonly Stop[];
  readonly solver: LpSolver;
}

/** On the rung that ended it, which is the one after those that stopped. */
const failureOf = (ids: AuctionId, book: Book, { solver, stops }: Means): Failed | undefined => {
  const failure = bookFailure(ids, book);
  if (failure !== undefined) return failure;
  const rung = RUNGS[stops.length] ?? 'first';
  const file = marketOn(rung, { file: caseOf(book), fallbackPrice: book.fallbackPrice });
  if (file === undefined) throw new Error(NO_FALLBACK_PRICE);
  const clearing = clearCase(file, { engine: 'auto' }, solver);
  const again = auctionResult(ids, { stops: [], found: { rung, clearing } }, file.currency);
  return again.status === 'failed' ? again.failed : undefined;
};

const recordedStops = async (
  store: EventStore,
  { auctionId, marketId }: AuctionId,
): Promise<readonly Stop[]> => {
  const stops: Stop[] = [];
  const events = store.readStream(marketId, `clearing-${marketId}/${auctionId}`);
  for await (const { data, type } of events)
    if (type === 'ClearingStopped') stops.push(clearingsEvents.ClearingStopped.data.parse(data));
  return stops;
};
