import type { EventStore } from '@trueque/event-store';
import { isoInstant } from '@trueque/kernel';
import { linkAccount } from '../domain/accounts.js';
import { type ClearedAuction, type ClearedTrade, periodsPerHourOf } from '../domain/facts.js';
import { datesBetween, localDateOf } from '../domain/metering/local-day.js';
import { QUALITIES } from '../domain/sharing/community-day.js';
import { periodsOfMember } from '../domain/sharing/settle-day.js';
import { type EventType, settlementsEvents } from '@trueque/contracts';
import { eventsUpTo, type KnownMarket, knownMarket } from './known-market.js';
import { type DayToSettle, MeteredDays } from './metered-days.js';
import { factsAt } from '../settlement-facts.js';
import { auctionsByDate, type Window } from './window-auctions.js';

/** What one period added to a line of a bill. */
export interface LinePeriod {
  /** Start of the period, UTC. */
  readonly start: string;
  readonly energyWh: number;
  readonly priceMicrosPerKwh: number;
  /** Of the reading; null of a statement from before that was kept. */
  readonly quality: string | null;
  /** The readings, or the trade, that say so. */
  readonly causedBy: readonly string[];
}

export interface LineAddress extends Window {
  readonly account: string;
  readonly code: string;
  readonly asOfPosition: number;
}

/** A line of a bill, counted again from the facts that its run rested on. */
export const linePeriods = async (
  store: EventStore,
  address: LineAddress,
): Promise<readonly LinePeriod[]> => {
  const market = await knownMarket(store, address.marketId, address.asOfPosition);
  if (market === undefined) return [];
  const peerId = address.account.replace(/^peer:/, '');
  const metered = new MeteredDays(store, market, address.asOfPosition);
  const periods: LinePeriod[] = [];
  for (const date of datesBetween(address.from, address.to)) {
    const own = (await metered.of(date)).filter(({ day }) => day.memberIds.includes(peerId));
    const causes = (await metered.readingsOf(date)).get(peerId)?.eventIds ?? [];
    periods.push(...own.flatMap((it) => periodsOf(it, { peerId, code: address.code, causes })));
  }
  const traded =
    address.code === 'link-revenue'
      ? await linkPeriods(store, market, address)
      : await auctionPeriods(store, market, { ...address, peerId });
  return [...periods, ...traded];
};

interface Line {
  readonly peerId: string;
  readonly code: string;
  readonly causes: readonly string[];
}

const periodsOf = ({ day, pack }: DayToSettle, { peerId, code, causes }: Line): LinePeriod[] => {
  const member = day.memberIds.indexOf(peerId);
  const isHourly = pack.key.kind === 'minimum-of-sums';
  const minutes = isHourly ? 60 : 60 / day.periodsPerHour;
  return periodsOfMember(day, pack, peerId)
    .filter((period) => period.code === code)
    .map(({ period, energyWh, priceMicrosPerKwh }) => ({
      start: isoInstant(Date.parse(day.start) + period * minutes * 60_000),
      ...{ energyWh, priceMicrosPerKwh },
      quality:
        QUALITIES[
          day.quality[member * day.periods + period * (isHourly ? day.periodsPerHour : 1)] ?? 0
        ] ?? 'measured',
      causedBy: causes,
    }));
};

/** Lines of auctions stand in the statements of their runs, with the trade or reading of each. */
const auctionPeriods = async (
  store: EventStore,
  { marketId, timeZone }: KnownMarket,
  line: LineAddress & { readonly peerId: string },
): Promise<LinePeriod[]> => {
  const latest = new Map<string, LinePeriod[]>();
  const types: readonly EventType[] = ['StatementIssued'];
  for await (const { data } of eventsUpTo(store, marketId, line.asOfPosition, { types })) {
    const statement = settlementsEvents.StatementIssued.data.parse(data);
    const date = localDateOf(Date.parse(statement.start), timeZone);
    if (statement.peerId !== line.peerId || date < line.from || date >= line.to) continue;
    latest.set(statement.auctionId, statementPeriods(statement, line.code));
  }
  return [...latest.values()].flat();
};

/** What an owner was paid for its links, by the trades that were made over them. */
const linkPeriods = async (
  store: EventStore,
  market: KnownMarket,
  { account, asOfPosition: position, ...window }: LineAddress,
): Promise<LinePeriod[]> => {
  const periods: LinePeriod[] = [];
  for (const ids of (await auctionsByDate(store, market, { ...window, position })).values()) {
    for (const auctionId of ids) {
      const facts = await factsAt(store, { marketId: market.marketId, auctionId, position });
      const own = facts?.auction.trades.filter((trade) => linkAccount(trade) === account) ?? [];
      if (facts) periods.push(...own.flatMap((trade) => sentPeriods(trade, facts.auction)));
    }
  }
  return periods;
};

const sentPeriods = (trade: ClearedTrade, { start, mtu }: ClearedAuction): LinePeriod[] =>
  trade.sentWh.flatMap((energyWh, period) =>
    energyWh === 0
      ? []
      : [
          {
            start: isoInstant(Date.parse(start) + (period * HOUR_MS) / periodsPerHourOf({ mtu })),
            priceMicrosPerKwh: trade.linkCostMicrosPerKwh[period] ?? 0,
            ...{ energyWh, quality: null, causedBy: [trade.eventId] },
          },
        ],
  );

type Statement = ReturnType<typeof settlementsEvents.StatementIssued.data.parse>;

const HOUR_MS = 3_600_000;

const statementPeriods = (statement: Statement, code: string): LinePeriod[] => {
  const { lines, start } = statement;
  const periodMs = HOUR_MS / periodsPerHourOf(statement);
  return lines
    .filter(({ kind }) => kind === code)
    .map(({ period, energyWh, priceMicrosPerKwh, causedBy, quality }) => ({
      start: isoInstant(Date.parse(start) + period * periodMs),
      ...{ energyWh, priceMicrosPerKwh, quality, causedBy: [causedBy] },
    }));
};
