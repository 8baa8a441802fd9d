import { offersEvents } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { type Billing, bookedBooks, type WindowFacts } from '../domain/billing/billing.decider.js';
import { type Books, combined } from '../domain/billing/book.js';
import { datesBetween, localDateOf } from '../domain/metering/local-day.js';
import { packFor } from '../domain/sharing/community-day.js';
import { factsAt } from '../settlement-facts.js';
import type { SettlementPool } from '../settlement-pool.js';
import type { KnownMarket } from './known-market.js';
import { eventsUpTo, knownMarket } from './known-market.js';
import { MeteredDays } from './metered-days.js';
import { touchedSince } from './touched.js';

export interface Window {
  readonly marketId: string;
  readonly from: string;
  readonly to: string;
}

type Computed = Pick<WindowFacts, 'books' | 'days' | 'auctions' | 'touched'>;

/**
 * Computes what a run over a window rests on, as it was known at a position. After an earlier run
 * only the days that news touches are settled again: what they came to then is taken off the books,
 * and what they come to now is added.
 */
export class WindowComputation {
  constructor(
    private readonly store: EventStore,
    private readonly pool: SettlementPool,
    private readonly window: Window,
  ) {}

  async from(billing: Billing, position: number, market: KnownMarket): Promise<Computed> {
    const { latest } = billing;
    if (latest === null || latest.kind === 'indicative') return this.fromScratch(market, position);
    const { marketId } = this.window;
    const since = { after: latest.asOfPosition, upTo: position };
    const touched = await touchedSince(this.store, marketId, since);
    const before = await knownMarket(this.store, marketId, latest.asOfPosition);
    if (touched === 'everything' || !before) return this.fromScratch(market, position);
    const dates = this.dates().filter((date) => touched.peersByDate.has(date));
    const communities = communitiesOf(
      market,
      dates.map((date) => touched.peersByDate.get(date)),
    );
    const settled = (known: KnownMarket, at: number) =>
      this.days(new MeteredDays(this.store, known, at, communities), dates);
    const [old, now] = [await settled(before, since.after), await settled(market, position)];
    const again = new Set(now.days.map(({ communityId, date }) => `${communityId} ${date}`));
    const kept = latest.days.filter((day) => !again.has(`${day.communityId} ${day.date}`));
    return {
      books: combined(combined(bookedBooks(billing), old.books, -1), now.books),
      touched: new Set([...old.books.keys(), ...now.books.keys()]),
      days: [...kept, ...now.days].sort(byDate),
      auctions: latest.auctions,
    };
  }

  async fromScratch(market: KnownMarket, position: number): Promise<Computed> {
    const shared = await this.days(new MeteredDays(this.store, market, position), this.dates());
    const auctions = await this.auctions(market, position);
    return {
      books: combined(shared.books, auctions.books),
      days: [...shared.days].sort(byDate),
      auctions: auctions.auctions,
    };
  }

  private dates(): string[] {
    return datesBetween(this.window.from, this.window.to);
  }

  /** Two days at a time: one is read while the other is settled. */
  private async days(metered: MeteredDays, dates: readonly string[]) {
    let books: Books = new Map();
    const days: Computed['days'][number][] = [];
    const keep = async (date: string) => {
      const settled = await this.pool.settleDays(await metered.of(date));
      books = combined(books, settled.books);
      days.push(...settled.days);
    };
    const queue = [...dates];
    const work = async () => {
      for (let date = queue.shift(); date !== undefined; date = queue.shift()) await keep(date);
    };
    await Promise.all([work(), work()]);
    return { books, days };
  }

  /** Auctions whose delivery begins in the window. */
  private async auctions(market: KnownMarket, position: number) {
    let books: Books = new Map();
    const auctions: Computed['auctions'][number][] = [];
    for (const auctionId of await this.auctionIds(market, position)) {
      const { marketId } = this.window;
      const facts = await factsAt(this.store, { marketId, auctionId, position });
      if (facts === undefined) continue;
      const { auction, readings } = facts;
      const communityId = auction.peers[0]?.communityId ?? '';
      const settled = await this.pool.settleAuctionBooks({
        input: { auction, readings },
        pack: packFor(market.packs, communityId, auction.start),
      });
      books = combined(books, settled.books);
      auctions.push({ auctionId, inputHash: settled.inputHash });
    }
    return { books, auctions };
  }

  private async auctionIds({ timeZone }: KnownMarket, position: number): Promise<string[]> {
    const { marketId, from, to } = this.window;
    const ids: string[] = [];
    for await (const { type, data } of eventsUpTo(this.store, marketId, position)) {
      if (type !== 'AuctionScheduled') continue;
      const { auctionId, start } = offersEvents.AuctionScheduled.data.parse(data);
      const date = localDateOf(Date.parse(start), timeZone);
      if (from <= date && date < to) ids.push(auctionId);
    }
    return ids.sort();
  }
}

/** Communities of which any peer is among those of the dates. */
const communitiesOf = (
  { communityIds, membersOf }: KnownMarket,
  peersByDate: readonly (ReadonlySet<string> | undefined)[],
): ReadonlySet<string> => {
  const peers = new Set(peersByDate.flatMap((ids) => [...(ids ?? [])]));
  return new Set(communityIds.filter((id) => membersOf(id).some((peerId) => peers.has(peerId))));
};

const byDate = (a: Computed['days'][number], b: Computed['days'][number]): number =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : a.communityId < b.communityId ? -1 : 1;
