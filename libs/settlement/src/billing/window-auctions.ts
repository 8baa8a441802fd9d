import { type EventType, offersEvents, type RulePack } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { AuctionEstimates } from '../auction-estimates.js';
import { type Books, combined } from '../domain/billing/book.js';
import type { WindowFacts } from '../domain/billing/billing.decider.js';
import type { SettlementInput } from '../domain/facts.js';
import { localDateOf } from '../domain/metering/local-day.js';
import { packFor } from '../domain/sharing/community-day.js';
import { factsAt } from '../settlement-facts.js';
import type { SettlementPool } from '../settlement-pool.js';
import { eventsUpTo, type KnownMarket } from './known-market.js';
import { rulesInstant } from './packs-in-force.js';

/** Local days `[from, to)` of a market. */
export interface Window {
  readonly marketId: string;
  readonly from: string;
  readonly to: string;
}

/** The auctions of a window in books, and the `community date` of everyone who traded. */
export interface TradedDays {
  readonly books: Books;
  readonly auctions: WindowFacts['auctions'];
  readonly days: ReadonlySet<string>;
}

/** Auctions whose delivery begins in a window, settled by the local day on which it begins. */
export class WindowAuctions {
  constructor(
    private readonly store: EventStore,
    private readonly pool: SettlementPool,
    private readonly window: Window,
  ) {}

  async settle(market: KnownMarket, position: number): Promise<TradedDays> {
    let books: Books = new Map();
    const auctions: WindowFacts['auctions'][number][] = [];
    const days = new Set<string>();
    const window = { ...this.window, position };
    const estimates = new AuctionEstimates(this.store, { marketId: market.marketId, position });
    for (const [date, auctionIds] of await auctionsByDate(this.store, market, window)) {
      const inputs = await this.inputsOf(auctionIds, position, estimates);
      if (inputs.length === 0) continue;
      const communityIds = new Set(
        inputs.flatMap(({ auction }) => auction.peers.map(({ communityId }) => communityId)),
      );
      for (const communityId of communityIds) days.add(`${communityId} ${date}`);
      const day = dayOf(market, date, communityIds);
      const settled = await this.pool.settleAuctionDay({ inputs, ...day });
      books = combined(books, settled.books);
      auctions.push(...settled.auctions);
    }
    return { books, auctions: auctions.sort(byId), days };
  }

  /** What was not cleared yet is left out. */
  private async inputsOf(
    auctionIds: readonly string[],
    position: number,
    estimates: AuctionEstimates,
  ): Promise<readonly SettlementInput[]> {
    const inputs: SettlementInput[] = [];
    for (const auctionId of auctionIds) {
      const scope = { marketId: this.window.marketId, auctionId, position };
      const facts = await factsAt(this.store, scope, estimates);
      if (facts === undefined) continue;
      const { auction, readings, limits } = facts;
      inputs.push({ auction, readings, limits });
    }
    return inputs;
  }
}

/** Auctions whose delivery begins in a window, by the local day on which it does. */
export const auctionsByDate = async (
  store: EventStore,
  { marketId, timeZone }: KnownMarket,
  { from, to, position }: Omit<Window, 'marketId'> & { readonly position: number },
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const ids = new Map<string, string[]>();
  const types: readonly EventType[] = ['AuctionScheduled'];
  for await (const { data } of eventsUpTo(store, marketId, position, { types })) {
    const { auctionId, start } = offersEvents.AuctionScheduled.data.parse(data);
    const date = localDateOf(Date.parse(start), timeZone);
    if (from <= date && date < to) ids.set(date, [...(ids.get(date) ?? []), auctionId]);
  }
  return ids;
};

/** Rules are those that hold when the local day begins. */
const dayOf = (market: KnownMarket, date: string, communityIds: Iterable<string>) => {
  const start = rulesInstant(market, date);
  const packs = new Map<string, RulePack>();
  for (const communityId of communityIds) {
    const pack = packFor(market.packs, communityId, start);
    if (pack) packs.set(communityId, pack);
  }
  return { start, packs };
};

const byId = (a: { readonly auctionId: string }, b: { readonly auctionId: string }): number =>
  a.auctionId < b.auctionId ? -1 : 1;
