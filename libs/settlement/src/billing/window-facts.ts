import type { EventStore } from '@trueque/event-store';
import { type Billing, bookedBooks, type WindowFacts } from '../domain/billing/billing.decider.js';
import { type Books, combined } from '../domain/billing/book.js';
import { METERED_CODES } from '../domain/billing/line-codes.js';
import { datesBetween } from '../domain/metering/local-day.js';
import type { SettlementPool } from '../settlement-pool.js';
import type { KnownMarket } from './known-market.js';
import { knownMarket } from './known-market.js';
import { MeteredDays } from './metered-days.js';
import { touchedSince } from './touched.js';
import { type Window, WindowAuctions } from './window-auctions.js';

type Computed = Pick<WindowFacts, 'books' | 'days' | 'auctions' | 'touched'>;

/**
 * Computes what a run over a window rests on, as it was known at a position. After an earlier run
 * only the days that news touches are settled again: what they came to then is taken off the books,
 * and what they come to now is added. A community that trades on a day does not share on it.
 */
export class WindowComputation {
  private readonly auctions: WindowAuctions;

  constructor(
    private readonly store: EventStore,
    private readonly pool: SettlementPool,
    private readonly window: Window,
  ) {
    this.auctions = new WindowAuctions(store, pool, window);
  }

  async from(billing: Billing, position: number, market: KnownMarket): Promise<Computed> {
    const { latest } = billing;
    if (latest === null || position < latest.asOfPosition || !tellsQuality(billing)) {
      return this.fromScratch(market, position);
    }
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
    const shared = new Set(latest.days.map(nameOf));
    if (latest.auctions.length > 0 && isTraded(dates, communities, shared)) {
      return this.fromScratch(market, position); // Silent meters of auctions are estimated from days too.
    }
    const shares: Shares = (day) => shared.has(nameOf(day));
    const settled = (known: KnownMarket, at: number) =>
      this.days(new MeteredDays(this.store, known, at, communities), dates, shares);
    const [old, now] = [await settled(before, since.after), await settled(market, position)];
    const again = new Set(now.days.map(nameOf));
    const kept = latest.days.filter((day) => !again.has(nameOf(day)));
    return {
      books: combined(combined(bookedBooks(billing), old.books, -1), now.books),
      touched: new Set([...old.books.keys(), ...now.books.keys()]),
      days: [...kept, ...now.days].sort(byDate),
      auctions: latest.auctions,
    };
  }

  async fromScratch(market: KnownMarket, position: number): Promise<Computed> {
    const traded = await this.auctions.settle(market, position);
    const shares: Shares = (day) => !traded.days.has(nameOf(day));
    const metered = new MeteredDays(this.store, market, position);
    const shared = await this.days(metered, this.dates(), shares);
    return {
      books: combined(shared.books, traded.books),
      days: [...shared.days].sort(byDate),
      auctions: traded.auctions,
    };
  }

  private dates(): string[] {
    return datesBetween(this.window.from, this.window.to);
  }

  /** Two days at a time: one is read while the other is settled. */
  private async days(metered: MeteredDays, dates: readonly string[], shares: Shares) {
    let books: Books = new Map();
    const days: Computed['days'][number][] = [];
    const keep = async (date: string) => {
      const ready = (await metered.of(date)).filter(({ day }) => shares(day));
      const settled = await this.pool.settleDays(ready);
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
}

/** Lines of bills from before that was kept cannot be taken from. */
const tellsQuality = ({ bills }: Billing): boolean =>
  bills.every(({ lines }) =>
    lines.every(({ code, qualityWh }) => qualityWh !== null || !METERED_CODES.includes(code)),
  );

const isTraded = (
  dates: readonly string[],
  communities: ReadonlySet<string>,
  shared: ReadonlySet<string>,
): boolean =>
  dates.some((date) =>
    [...communities].some((communityId) => !shared.has(nameOf({ communityId, date }))),
  );

interface DayOfCommunity {
  readonly communityId: string;
  readonly date: string;
}

type Shares = (day: DayOfCommunity) => boolean;

const nameOf = ({ communityId, date }: DayOfCommunity): string => `${communityId} ${date}`;

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
