import { clearingsEvents } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { compareText } from '@trueque/kernel';
import type { LpSolver } from '@trueque/linear-program';
import type { z } from 'zod';
import { type AuctionId, auctionResult } from './domain/auction-result.js';
import { caseOf, whyIncomplete } from './domain/book.js';
import { clearCase } from './domain/clear.js';
import { firstDifference } from './domain/first-difference.js';
import { marketOn, NO_FALLBACK_PRICE } from './domain/ladder/climb.js';
import { verifyCertificate } from './domain/verify-certificate.js';
import { bookAtGate } from './recorded-book.js';

/** What came of clearing a recorded auction once more; `differences` is empty where nothing differs. */
export interface ClearedAgain extends AuctionId {
  readonly recordedHash: string;
  /** Each begins with the field that differs. */
  readonly differences: readonly string[];
}

type Cleared = z.infer<typeof clearingsEvents.AuctionCleared.data>;
type Trade = z.infer<typeof clearingsEvents.TradeExecuted.data>;

/** A cleared auction is large. */
const PAGE = 10;

/** Clears every recorded auction of a market again; streamed, one auction in memory at a time. */
export async function* clearAgain(
  store: EventStore,
  marketId: string,
  solver: LpSolver,
): AsyncGenerator<ClearedAgain> {
  for (let position = 0; ;) {
    const page = await store.readPartition(marketId, position, PAGE, ['AuctionCleared']);
    for (const event of page) yield clearAuctionAgain(store, event, solver);
    if (page.length < PAGE) return;
    position = page.at(-1)!.position;
  }
}

/**
 * Clears an auction again from its stored offers, compares all that follows from them with what was
 * recorded, trade by trade, and checks the stored certificate without a solver.
 */
export const clearAuctionAgain = async (
  store: EventStore,
  { data, partition: marketId, position }: Pick<RecordedEvent, 'data' | 'partition' | 'position'>,
  solver: LpSolver,
): Promise<ClearedAgain> => {
  const cleared = clearingsEvents.AuctionCleared.data.parse(data);
  const ids = { marketId, auctionId: cleared.auctionId };
  const book = await bookAtGate(store, ids, position);
  const answer = { ...ids, recordedHash: cleared.resultHash };
  const incomplete = whyIncomplete(book);
  if (incomplete !== undefined) return { ...answer, differences: [`book: ${incomplete}`] };
  const { fallbackPrice } = book;
  const file = marketOn(cleared.rung, { file: caseOf(book), fallbackPrice });
  if (file === undefined) return { ...answer, differences: [`rung: ${NO_FALLBACK_PRICE}`] };
  const clearing = clearCase(file, { engine: 'auto' }, solver);
  const found = { rung: cleared.rung, clearing };
  const again = auctionResult(ids, { stops: [], found }, file.currency);
  const result =
    again.status === 'failed'
      ? 'status: recorded cleared, now infeasible'
      : (differenceOf(cleared, again.cleared) ??
        firstDifference(await recordedTrades(store, ids, position), again.trades, 'trades'));
  const proof = verifyCertificate(file, cleared);
  return { ...answer, differences: [...(result === undefined ? [] : [result]), ...proof] };
};

/** The hashes first, since all else rests on them; not how it was computed, nor the proof, which has its own check. */
const differenceOf = (recorded: Cleared, now: Cleared): string | undefined => {
  for (const field of ['inputHash', 'resultHash'] as const)
    if (recorded[field] !== now[field])
      return `${field}: recorded ${recorded[field]}, now ${now[field]}${whereOf(recorded, now)}`;
  return placeOf(recorded, now);
};

const whereOf = (recorded: Cleared, now: Cleared): string => {
  const place = placeOf(recorded, now);
  return place === undefined ? '' : `; first at ${place}`;
};

const placeOf = (recorded: Cleared, now: Cleared): string | undefined =>
  firstDifference(decided(recorded), decided(now));

const decided = (cleared: Cleared): Readonly<Record<string, unknown>> => {
  const { start, mtu, periods, currency, pricing } = cleared;
  const { communities, schedules, flows, tradesCount } = cleared;
  const facts = { start, mtu, periods, currency, pricing };
  return { ...facts, communities, schedules, flows, tradesCount };
};

/** They stand behind the result that they belong to. */
const recordedTrades = async (
  store: EventStore,
  { auctionId, marketId }: AuctionId,
  clearedAt: number,
): Promise<readonly Trade[]> => {
  const trades: Trade[] = [];
  for await (const { data, position, type } of store.readStream(
    marketId,
    `clearing-${marketId}/${auctionId}`,
  )) {
    if (position <= clearedAt) continue;
    if (type === 'AuctionCleared') break;
    if (type === 'TradeExecuted') trades.push(clearingsEvents.TradeExecuted.data.parse(data));
  }
  return trades.sort((a, b) => compareText(a.tradeId, b.tradeId));
};
