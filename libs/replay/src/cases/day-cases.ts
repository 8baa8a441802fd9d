import type { CaseFile, CasePeer, Storage } from '@trueque/contracts';
import { type LocalDay, localDays, type SeriesTable } from '@trueque/imports';
import { isoInstant, mtuHours, mtuMinutes } from '@trueque/kernel';
import type { OffersPolicy } from './offers-policy.js';
import type { ReplayAuction } from '../run/replay-auction.js';

/** An auction of a day, and the homes that make no offer in it because a reading is missing. */
export interface DayAuction extends ReplayAuction {
  readonly leftOut: readonly string[];
}

/** A data set as auctions, one a local day. Pure: the same readings and policy, the same cases. */
export function* dayAuctions(table: SeriesTable, policy: OffersPolicy): Generator<DayAuction> {
  const homes = homesOf(table);
  const communities = communitiesOf(homes, policy);
  for (const day of localDays(policy.timeZone, table.fromMs, table.toMs)) {
    const offers = homes.map((home, index) => homeOffer({ table, policy, day }, home, index));
    const peers = offers.flatMap((offer, index) =>
      offer === undefined
        ? []
        : [
            {
              id: homes[index] ?? '',
              community: communities.get(homes[index] ?? '') ?? '',
              ...offer,
            },
          ],
    );
    const leftOut = homes.filter((_, index) => offers[index] === undefined);
    const grid = gridPeer({ table, policy, day });
    if (peers.length === 0 || grid === undefined) continue;
    yield { auctionId: day.date, file: caseOfDay(policy, day, [...peers, grid]), leftOut };
  }
}

interface DayOf {
  readonly table: SeriesTable;
  readonly policy: OffersPolicy;
  readonly day: LocalDay;
}

const homesOf = (table: SeriesTable): readonly string[] => [
  ...new Set(
    table
      .names()
      .filter((name) => name.startsWith('reading '))
      .map((name) => name.split(' ')[1] ?? ''),
  ),
];

/** Assigned homes where they belong, the others in groups, `c01`, `c02` … */
const communitiesOf = (
  homes: readonly string[],
  { communities: { assign, size } }: OffersPolicy,
): ReadonlyMap<string, string> => {
  const free = homes.filter((home) => assign[home] === undefined);
  const name = (index: number) => `c${String(Math.floor(index / size) + 1).padStart(2, '0')}`;
  return new Map([
    ...Object.entries(assign),
    ...free.map((home, index): [string, string] => [home, name(index)]),
  ]);
};

type HomeOffer = Omit<CasePeer, 'id' | 'community'>;

const homeOffer = (
  { table, policy, day }: DayOf,
  home: string,
  index: number,
): HomeOffer | undefined => {
  const kw = (channels: readonly string[]) =>
    powerOf(
      channels.map((channel) =>
        table.cut(`reading ${home} ${channel}`, day.startMs, day.endMs, mtuMinutes(policy.mtu)),
      ),
      policy,
    );
  const load = kw(['CONSUMPTION', 'GRID_IMPORT']);
  if (load === undefined) return undefined;
  const generation = kw(['GENERATION', 'GRID_EXPORT']) ?? [];
  const { generationCost: cost, exportCost } = policy.home;
  const storage = batteryOf(home, index, policy);
  const generates = generation.some((power) => power > 0);
  return {
    role: 'prosumer',
    ...{ load, exportCost },
    ...(generates ? { generation: { max: generation, cost } } : {}),
    ...(storage === undefined ? {} : { storage }),
  };
};

const batteryOf = (
  home: string,
  index: number,
  { batteries: { peers, every, battery } }: OffersPolicy,
): Storage | undefined =>
  peers[home] ?? (every !== undefined && index % every === 0 ? battery : undefined);

/** The first channel that has readings on the day, in whole W; undefined where none may be used. */
const powerOf = (
  series: readonly (readonly (number | null)[])[],
  { mtu, home: { missing } }: OffersPolicy,
): number[] | undefined => {
  const hours = mtuHours(mtu);
  const found = series.find((values) => values.some((value) => value !== null));
  if (found === undefined) return undefined;
  if (missing === 'leave-out' && found.includes(null)) return undefined;
  return found.map((wh) => Math.round((wh ?? 0) / hours) / 1000);
};

/** The grid asks one price, or that of an imported series; a day without prices is no auction. */
const gridPeer = ({ table, policy, day }: DayOf): CasePeer | undefined => {
  const { peerId: id, communityId: community, powerKw, sells, buys } = policy.grid;
  const cost = typeof sells === 'number' ? sells : seriesPrices({ table, policy, day }, sells);
  if (cost === undefined) return undefined;
  return {
    ...{ id, community, role: 'grid', exportCost: 0 },
    generation: { max: powerKw, cost },
    ...(buys === undefined ? {} : { bids: [{ power: powerKw, value: buys }] }),
  };
};

/** Mean price over each market time unit; negative prices become 0, a cost is never negative. */
const seriesPrices = (
  { table, policy, day }: DayOf,
  { series, times, plus }: { series: string; times: number; plus: number },
): number[] | undefined => {
  const name = table.names().find((known) => known.startsWith(`price ${series} `));
  const minutes = mtuMinutes(policy.mtu);
  const sums = table.cut(name ?? '', day.startMs, day.endMs, minutes);
  const parts = minutes / (table.minutesOf(name ?? '') ?? minutes);
  if (sums.includes(null)) return undefined;
  return sums.map((micros) =>
    Math.max(0, Math.round(((micros ?? 0) / parts) * times + plus * 1e6) / 1e6),
  );
};

const caseOfDay = (policy: OffersPolicy, day: LocalDay, peers: readonly CasePeer[]): CaseFile => {
  const { mtu, currency, rules, contracts } = policy;
  const limits = new Map(policy.communities.limits.map((one) => [one.id, one]));
  const ids = [...new Set(peers.map(({ community }) => community))].sort();
  return {
    ...{ format: 'trueque-case/1', name: day.date, currency, rules, mtu },
    start: isoInstant(day.startMs),
    periods: Math.round((day.endMs - day.startMs) / (mtuMinutes(mtu) * 60_000)),
    communities: ids.map((id) => limits.get(id) ?? { id }),
    contracts: contracts.filter(({ from, to }) => known(peers, ids, from) && known(peers, ids, to)),
    peers: [...peers],
  };
};

const known = (peers: readonly CasePeer[], communities: readonly string[], id: string): boolean =>
  communities.includes(id) || peers.some((peer) => peer.id === id);
