import type { AuctionComparison, ClearingAnswer } from '@trueque/contracts';
import { moneyNumber } from '../../format/numbers';

/** A peer in both: energies in kWh, money in currency; negative is to pay. */
export interface PeerPair {
  readonly peerId: string;
  readonly generation: Pair;
  readonly imports: Pair;
  readonly exports: Pair;
  readonly money: Pair;
}

export type Pair = readonly [first: number, second: number];
export const PARTS = ['generation', 'imports', 'exports', 'money'] as const;
export type Part = (typeof PARTS)[number];

/** A figure of both as wholes. */
export interface Measure {
  readonly name: 'cost' | 'served' | 'gridImports' | 'traded' | 'paid' | 'network';
  readonly unit: 'money' | 'kWh';
  readonly values: Pair;
}

export interface Compared {
  readonly measures: readonly Measure[];
  readonly peers: readonly PeerPair[];
}

const MINUTES: Readonly<Record<string, number>> = { PT5M: 5, PT15M: 15, PT30M: 30, PT1H: 60 };

interface Totals {
  generation: number;
  imports: number;
  exports: number;
  money: number;
}

/** Sums of a case over all periods: power times hours, and what trades move. */
const totalsOf = ({ periods }: ClearingAnswer, hours: number): Map<string, Totals> => {
  const totals = new Map<string, Totals>();
  const of = (id: string): Totals => {
    const known = totals.get(id) ?? { generation: 0, imports: 0, exports: 0, money: 0 };
    totals.set(id, known);
    return known;
  };
  for (const { peers, trades } of periods) {
    for (const { id, generation, imports, exports } of peers) {
      of(id).generation += generation * hours;
      of(id).imports += imports * hours;
      of(id).exports += exports * hours;
    }
    for (const { seller, buyer, energy, price } of trades) {
      of(seller).money += energy * price;
      of(buyer).money -= energy * price;
    }
  }
  return totals;
};

export interface SolvedCase {
  readonly answer: ClearingAnswer;
  readonly mtu: string;
}

/** Two cleared cases side by side. */
export const compareCases = (first: SolvedCase, second: SolvedCase): Compared => {
  const sides = [first, second].map(({ answer, mtu }) =>
    totalsOf(answer, (MINUTES[mtu] ?? 60) / 60),
  );
  const ids = [...new Set(sides.flatMap((totals) => [...totals.keys()]))].sort();
  const pair = (id: string, part: Part): Pair => [
    sides[0]?.get(id)?.[part] ?? 0,
    sides[1]?.get(id)?.[part] ?? 0,
  ];
  return {
    measures: caseMeasures(first.answer, second.answer),
    peers: ids.map((peerId) => ({
      peerId,
      generation: pair(peerId, 'generation'),
      imports: pair(peerId, 'imports'),
      exports: pair(peerId, 'exports'),
      money: pair(peerId, 'money'),
    })),
  };
};

const caseMeasures = (first: ClearingAnswer, second: ClearingAnswer): readonly Measure[] => {
  const both = (read: (answer: ClearingAnswer) => number): Pair => [read(first), read(second)];
  const paid = both((it) => tradedOf(it, ({ energy, price }) => energy * price));
  return [
    { name: 'cost', unit: 'money', values: both(({ objective }) => objective ?? 0) },
    { name: 'traded', unit: 'kWh', values: both((it) => tradedOf(it, ({ energy }) => energy)) },
    { name: 'paid', unit: 'money', values: paid },
  ];
};

type Trade = ClearingAnswer['periods'][number]['trades'][number];

const tradedOf = ({ periods }: ClearingAnswer, read: (trade: Trade) => number): number =>
  periods.reduce((sum, { trades }) => sum + trades.reduce((all, it) => all + read(it), 0), 0);

/** Two auctions as the API compares them: those who win most, then those who lose most. */
export const compareAuctions = ({
  first,
  second,
  winners,
  losers,
}: AuctionComparison): Compared => ({
  measures: [
    { name: 'cost', unit: 'money', values: [first.objective ?? 0, second.objective ?? 0] },
    { name: 'served', unit: 'kWh', values: [first.servedWh / 1e3, second.servedWh / 1e3] },
    {
      name: 'gridImports',
      unit: 'kWh',
      values: [first.gridImportsWh / 1e3, second.gridImportsWh / 1e3],
    },
    { name: 'traded', unit: 'kWh', values: [first.tradedWh / 1e3, second.tradedWh / 1e3] },
    {
      ...{ name: 'paid', unit: 'money' },
      values: [moneyNumber(first.paidNanos), moneyNumber(second.paidNanos)],
    },
    {
      ...{ name: 'network', unit: 'money' },
      values: [moneyNumber(first.networkNanos), moneyNumber(second.networkNanos)],
    },
  ],
  peers: [...winners, ...losers.toReversed()].map((peer) => ({
    peerId: peer.peerId,
    generation: [peer.firstGenerationWh / 1e3, peer.secondGenerationWh / 1e3],
    imports: [peer.firstImportsWh / 1e3, peer.secondImportsWh / 1e3],
    exports: [peer.firstExportsWh / 1e3, peer.secondExportsWh / 1e3],
    money: [moneyNumber(peer.firstNanos), moneyNumber(peer.secondNanos)],
  })),
});
