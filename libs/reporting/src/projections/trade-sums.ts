import type { CommunityEnergyRow, ExchangeRow } from '../rows/summary.row.js';
import type { DataOf } from './facts.js';

type Trade = DataOf<'TradeExecuted'>;

/** One end of a trade: the main grid's peers are no members of a community here. */
interface Side {
  readonly kind: 'grid' | 'community';
  readonly id: string;
}

/** Whether a peer is the main grid. */
export type IsGrid = (marketId: string, peerId: string) => boolean;

interface Sides {
  readonly from: Side;
  readonly to: Side;
}

const sidesOf = (trade: Trade, isGrid: IsGrid): Sides => {
  const side = (peerId: string, communityId: string): Side =>
    isGrid(trade.marketId, peerId)
      ? { kind: 'grid', id: peerId }
      : { kind: 'community', id: communityId };
  return {
    from: side(trade.sellerId, trade.sellerCommunityId),
    to: side(trade.buyerId, trade.buyerCommunityId),
  };
};

/** What trades add to the energy and money that goes from one side to another. */
export const exchangesOfTrades = (trades: readonly Trade[], isGrid: IsGrid): ExchangeRow[] => {
  const sums = new Map<string, ExchangeRow>();
  for (const trade of trades) {
    const { from, to } = sidesOf(trade, isGrid);
    const { marketId, auctionId } = trade;
    const key = [marketId, auctionId, from.kind, from.id, to.kind, to.id].join('/');
    const sum = sums.get(key) ?? { marketId, auctionId, ...ends({ from, to }), ...NOTHING };
    sums.set(key, plus(sum, trade));
  }
  return [...sums.values()];
};

const ends = ({ from, to }: Sides) => ({
  ...{ fromKind: from.kind, fromId: from.id, toKind: to.kind, toId: to.id },
});

export const NOTHING = {
  ...{ tradesCount: 0, energyWh: 0, sentWh: 0, buyersPayNanos: '0', sellersGetNanos: '0' },
};

const plus = (sum: ExchangeRow, trade: Trade): ExchangeRow => ({
  ...sum,
  tradesCount: sum.tradesCount + 1,
  energyWh: sum.energyWh + total(trade.energyWh),
  sentWh: sum.sentWh + total(trade.sentWh),
  buyersPayNanos: added(sum.buyersPayNanos, trade.energyWh, trade.buyerPriceMicrosPerKwh),
  sellersGetNanos: added(sum.sellersGetNanos, trade.sentWh, trade.sellerPriceMicrosPerKwh),
});

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Wh × 10⁻⁶ per kWh is whole 10⁻⁹; a utility's month exceeds what a plain number keeps. */
const added = (
  nanos: string,
  energyWh: readonly number[],
  pricesMicrosPerKwh: readonly number[],
): string =>
  String(
    energyWh.reduce(
      (sum, wh, period) => sum + BigInt(wh) * BigInt(pricesMicrosPerKwh[period] ?? 0),
      BigInt(nanos),
    ),
  );

/** What a community takes and gives across its border in one period, and loses within it. */
export type Crossing = Pick<
  CommunityEnergyRow,
  | ('marketId' | 'auctionId' | 'period' | 'communityId')
  | ('gridImportsWh' | 'communityImportsWh' | 'gridExportsWh' | 'communityExportsWh' | 'lossesWh')
>;

/** What trades add to each community and period; those within one add nothing but their losses. */
export const crossingsOfTrades = (trades: readonly Trade[], isGrid: IsGrid): Crossing[] => {
  const sums = new Map<string, Crossing>();
  for (const trade of trades)
    for (const part of partsOf(trade, sidesOf(trade, isGrid))) {
      const key = [part.marketId, part.auctionId, part.period, part.communityId].join('/');
      const sum = sums.get(key);
      sums.set(key, sum === undefined ? part : { ...sum, ...together(sum, part) });
    }
  return [...sums.values()];
};

const ENERGIES = [
  ...(['gridImportsWh', 'communityImportsWh', 'gridExportsWh', 'communityExportsWh'] as const),
  'lossesWh' as const,
];

const together = (one: Crossing, other: Crossing) =>
  Object.fromEntries(ENERGIES.map((name) => [name, one[name] + other[name]]));

const NO_ENERGY = {
  ...{ gridImportsWh: 0, communityImportsWh: 0, gridExportsWh: 0, communityExportsWh: 0 },
  lossesWh: 0,
};

const partsOf = (trade: Trade, sides: Sides): Crossing[] =>
  trade.energyWh.flatMap((energyWh, period) => {
    const { marketId, auctionId } = trade;
    const sentWh = trade.sentWh[period] ?? 0;
    if (energyWh === 0 && sentWh === 0) return [];
    return energiesOf(sides, { energyWh, sentWh }).map(([communityId, energies]) => ({
      ...{ marketId, auctionId, period, communityId, ...NO_ENERGY, ...energies },
    }));
  });

type Moved = Pick<ExchangeRow, 'energyWh' | 'sentWh'>;
type Part = readonly [communityId: string, energies: Partial<Crossing>];

const energiesOf = ({ from, to }: Sides, { energyWh, sentWh }: Moved): Part[] => {
  const areCommunities = from.kind === 'community' && to.kind === 'community';
  if (areCommunities && from.id === to.id)
    return sentWh === energyWh ? [] : [[to.id, { lossesWh: sentWh - energyWh }]];
  if (areCommunities)
    return [
      [to.id, { communityImportsWh: energyWh }],
      [from.id, { communityExportsWh: sentWh }],
    ];
  if (to.kind === 'community') return [[to.id, { gridImportsWh: energyWh }]];
  return from.kind === 'community' ? [[from.id, { gridExportsWh: sentWh }]] : [];
};
