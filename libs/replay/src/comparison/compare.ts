import { compareText } from '@trueque/kernel';
import { netCostNanos, type PeerTotals, type RunTotals, tradedWh } from './run-totals.js';
import { reasonOf } from './reason.js';

/** Two runs side by side. Money in currency, energy in kWh, shares from 0 to 1. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly currency: string;
  /** Auctions that only one of the two has cleared; they are left out. */
  readonly auctionsInOne: number;
  readonly measures: readonly Measure[];
  readonly communities: readonly Outcome[];
  readonly peers: readonly Outcome[];
  readonly prices: readonly PriceShare[];
}

export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly a: number;
  readonly b: number;
  readonly change: number;
}

/** What a peer or community pays in all, and whether it wins or loses by B. */
export interface Outcome {
  readonly id: string;
  readonly community: string;
  readonly a: number;
  readonly b: number;
  readonly change: number;
  readonly result: 'wins' | 'loses' | 'even';
  readonly reason: string;
}

/** Energy bought at prices from here to a step of 0.01 higher, kWh. */
export interface PriceShare {
  readonly pricePerKwh: number;
  readonly a: number;
  readonly b: number;
}

/** Runs that cannot stand side by side: other currencies, or nothing in one of them. */
export class NotComparable extends Error {
  override readonly name = 'NotComparable';
}

export const compareRuns = (a: RunTotals, b: RunTotals): Omit<Comparison, 'auctionsInOne'> => {
  assertComparable(a, b);
  return {
    ...{ a: a.name, b: b.name, currency: a.currency },
    measures: measuresOf(a, b),
    communities: communityOutcomes(a, b),
    peers: peerOutcomes(a, b),
    prices: priceShares(a, b),
  };
};

const assertComparable = (a: RunTotals, b: RunTotals): void => {
  for (const run of [a, b])
    if (run.auctions === 0) throw new NotComparable(`${run.name} has no auctions`);
  if (a.currency !== b.currency)
    throw new NotComparable(`${a.name} is in ${a.currency}, ${b.name} in ${b.currency}`);
};

const currencyOf = (nanos: bigint): number => Number(nanos) / 1e9;
const homesOf = ({ peers }: RunTotals) => [...peers.values()].filter(({ isGrid }) => !isGrid);
const gridsOf = ({ peers }: RunTotals) => [...peers.values()].filter(({ isGrid }) => isGrid);
const sum = (peers: readonly PeerTotals[], pick: (peer: PeerTotals) => number): number =>
  peers.reduce((total, peer) => total + pick(peer), 0);
const costOf = (peers: readonly PeerTotals[]): number =>
  currencyOf(peers.reduce((total, peer) => total + netCostNanos(peer), 0n));

type Value = (run: RunTotals) => number;

const MEASURES: readonly (readonly [name: string, unit: string, value: Value])[] = [
  ['welfare', 'money', ({ objective }) => -objective],
  ['system cost', 'money', ({ objective }) => objective],
  ['cost of the homes', 'money', (run) => costOf(homesOf(run))],
  ['network revenue', 'money', ({ networkNanos }) => currencyOf(networkNanos)],
  ['congestion rent', 'money', ({ congestionNanos }) => currencyOf(congestionNanos)],
  ['bought from the grid', 'kWh', (run) => sum(gridsOf(run), ({ sold }) => tradedWh(sold)) / 1000],
  ['fed into the grid', 'kWh', (run) => sum(gridsOf(run), ({ bought }) => tradedWh(bought)) / 1000],
  [
    'traded within communities',
    'kWh',
    (run) => sum(homesOf(run), ({ bought }) => bought.communityWh) / 1000,
  ],
  [
    'traded between communities',
    'kWh',
    (run) => sum(homesOf(run), ({ bought }) => bought.othersWh) / 1000,
  ],
  ['self-sufficiency', 'share', (run) => selfSufficiency(run)],
  ['self-consumption', 'share', (run) => selfConsumption(run)],
  ['auctions compared', 'count', ({ auctions }) => auctions],
];

const measuresOf = (a: RunTotals, b: RunTotals): Measure[] =>
  MEASURES.map(([name, unit, value]) => {
    const [before, after] = [value(a), value(b)];
    const words = unit === 'money' ? a.currency : unit;
    return { name, unit: words, a: before, b: after, change: after - before };
  });

/** Share of what homes consume that does not come from the grid. */
const selfSufficiency = (run: RunTotals): number => {
  const served = sum(homesOf(run), ({ servedWh }) => servedWh);
  const fromGrid = sum(homesOf(run), ({ bought }) => bought.gridWh);
  return served === 0 ? 0 : Math.max(0, 1 - fromGrid / served);
};

/** Share of what homes generate that homes use, storage losses among it. */
const selfConsumption = (run: RunTotals): number => {
  const generated = sum(homesOf(run), ({ generationWh }) => generationWh);
  const toGrid = sum(homesOf(run), ({ sold }) => sold.gridWh);
  return generated === 0 ? 0 : Math.max(0, 1 - toGrid / generated);
};

/** Below a thousandth of the currency nobody wins or loses. */
const EVEN = 0.001;

const outcome = (
  id: string,
  community: string,
  [a, b]: readonly [number, number],
  reason: string,
): Outcome => {
  const change = b - a;
  const result = Math.abs(change) < EVEN ? 'even' : change < 0 ? 'wins' : 'loses';
  return { id, community, a, b, change, result, reason: result === 'even' ? '' : reason };
};

const peerOutcomes = (a: RunTotals, b: RunTotals): Outcome[] =>
  [...new Set([...a.peers.keys(), ...b.peers.keys()])].sort(compareText).map((id) => {
    const [before, after] = [a.peers.get(id), b.peers.get(id)];
    const costs = [before, after].map((peer) => (peer ? currencyOf(netCostNanos(peer)) : 0));
    const community = after?.community ?? before?.community ?? '';
    return outcome(id, community, [costs[0] ?? 0, costs[1] ?? 0], reasonOf(before, after));
  });

/** A community is its homes as the run with more communities groups them: they stay the same homes. */
const communityOutcomes = (a: RunTotals, b: RunTotals): Outcome[] => {
  const grouping = groupsIn(b) > groupsIn(a) ? b : a;
  const homes = homesOf(grouping);
  const ids = [...new Set(homes.map(({ community }) => community))].sort(compareText);
  return ids.map((id) => {
    const members = homes.filter(({ community }) => community === id);
    const before = members.flatMap((peer) => a.peers.get(peer.id) ?? []);
    const after = members.flatMap((peer) => b.peers.get(peer.id) ?? []);
    const costs = [costOf(before), costOf(after)] as const;
    return outcome(id, id, costs, reasonOf(together(id, before), together(id, after)));
  });
};

const groupsIn = (run: RunTotals): number =>
  new Set(homesOf(run).map(({ community }) => community)).size;

const together = (id: string, peers: readonly PeerTotals[]): PeerTotals => {
  const traded = (side: 'bought' | 'sold') => ({
    communityWh: sum(peers, (peer) => peer[side].communityWh),
    othersWh: sum(peers, (peer) => peer[side].othersWh),
    gridWh: sum(peers, (peer) => peer[side].gridWh),
  });
  const nanos = (pick: (peer: PeerTotals) => bigint) =>
    peers.reduce((total, peer) => total + pick(peer), 0n);
  return {
    ...{ id, community: id, isGrid: false },
    loadWh: sum(peers, ({ loadWh }) => loadWh),
    servedWh: sum(peers, ({ servedWh }) => servedWh),
    generationWh: sum(peers, ({ generationWh }) => generationWh),
    chargeWh: sum(peers, ({ chargeWh }) => chargeWh),
    dischargeWh: sum(peers, ({ dischargeWh }) => dischargeWh),
    ...{ bought: traded('bought'), sold: traded('sold') },
    paidNanos: nanos(({ paidNanos }) => paidNanos),
    receivedNanos: nanos(({ receivedNanos }) => receivedNanos),
    ownCostNanos: nanos(({ ownCostNanos }) => ownCostNanos),
  };
};

const priceShares = (a: RunTotals, b: RunTotals): PriceShare[] =>
  [...new Set([...a.prices.keys(), ...b.prices.keys()])]
    .sort((one, other) => one - other)
    .map((step) => ({
      pricePerKwh: step / 100,
      a: (a.prices.get(step) ?? 0) / 1000,
      b: (b.prices.get(step) ?? 0) / 1000,
    }));
