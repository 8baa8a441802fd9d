import type { ClearingsEvent } from '@trueque/contracts';
import { digest } from '@trueque/kernel';
import { COMMUNITIES, type Day, HOURS, startOf } from './market-events.js';
import {
  type Deal,
  GRID,
  gridPriceMicros,
  HOMES,
  LINK_MICROS,
  type Meter,
  type Party,
  priceMicros,
} from './neighbourhood.js';

/** What clearing says of a day: schedules that balance, prices with bands, trades that add up. */
export const clearedEvent = (
  { marketId, day }: Day,
  meters: readonly (readonly Meter[])[],
  deals: readonly (readonly Deal[])[],
  tradesCount: number,
): ClearingsEvent => ({
  type: 'AuctionCleared',
  data: {
    marketId,
    auctionId: day,
    start: startOf(day),
    mtu: 'PT1H',
    periods: HOURS,
    currency: 'USD',
    pricing: 'marginal',
    engine: 'lp',
    solver: { name: 'HiGHS', version: '1.15.1', options: {} },
    inputHash: digest(['input', day]),
    resultHash: digest(['result', meters]),
    objective: gridCost(deals),
    communities: COMMUNITIES.map((communityId) => pricesOf(communityId, deals)),
    schedules: [
      ...HOMES.map((home, index) =>
        scheduleOf(
          home,
          meters.map((hour) => hour[index]),
          deals,
        ),
      ),
      { ...scheduleOf(GRID, [], deals), generationWh: sums(deals, 'seller', GRID) },
    ],
    flows: flowsOf(deals),
    tradesCount,
    rung: 'first' as const,
    certificate: {
      primal: [1],
      dual: [1],
      primalInfeasibility: 2.1e-12,
      dualInfeasibility: 4e-13,
      gap: 3.6e-12,
    },
  },
});

const gridCost = (deals: readonly (readonly Deal[])[]): number =>
  deals.reduce(
    (sum, hour, index) =>
      sum +
      hour.reduce(
        (cost, { seller, energyWh }) =>
          cost + (seller === GRID ? (energyWh * gridPriceMicros(index)) / 1e9 : 0),
        0,
      ),
    0,
  );

const pricesOf = (communityId: string, deals: readonly (readonly Deal[])[]) => {
  const priceMicrosPerKwh = deals.map((hour, index) => priceMicros(communityId, hour, index));
  const band = (hour: number) =>
    communityId === GRID.communityId || hour % 3 === 0 ? 0 : 12_000 + 1_500 * (hour % 8);
  return {
    communityId,
    priceMicrosPerKwh,
    leastPriceMicrosPerKwh: priceMicrosPerKwh.map((price, hour) => price - band(hour)),
    greatestPriceMicrosPerKwh: priceMicrosPerKwh.map((price, hour) => price + band(hour)),
  };
};

const sums = (deals: readonly (readonly Deal[])[], side: 'seller' | 'buyer', { peerId }: Party) =>
  deals.map((hour) =>
    hour.reduce((sum, deal) => sum + (deal[side].peerId === peerId ? deal.energyWh : 0), 0),
  );

const series = (values: readonly number[]) =>
  values.some((value) => value > 0) ? [...values] : null;

const scheduleOf = (
  party: Party,
  meters: readonly (Meter | undefined)[],
  deals: readonly (readonly Deal[])[],
) => ({
  peerId: party.peerId,
  communityId: party.communityId,
  generationWh: series(meters.map((meter) => meter?.generationWh ?? 0)),
  importsWh: series(sums(deals, 'buyer', party)),
  exportsWh: series(sums(deals, 'seller', party)),
  chargeWh: series(meters.map((meter) => meter?.chargeWh ?? 0)),
  dischargeWh: series(meters.map((meter) => meter?.dischargeWh ?? 0)),
  storedWh: series(meters.map((meter) => meter?.storedWh ?? 0)),
  loadWh: series(meters.map((meter) => meter?.loadWh ?? 0)),
  servedWh: series(meters.map((meter) => meter?.loadWh ?? 0)),
});

const flowsOf = (deals: readonly (readonly Deal[])[]) =>
  COMMUNITIES.flatMap((fromCommunityId) =>
    COMMUNITIES.flatMap((toCommunityId) => {
      const energyWh = deals.map((hour) =>
        hour.reduce(
          (sum, { seller, buyer, energyWh: wh }) =>
            sum +
            (seller.communityId === fromCommunityId && buyer.communityId === toCommunityId
              ? wh
              : 0),
          0,
        ),
      );
      const flows = fromCommunityId !== toCommunityId && energyWh.some((wh) => wh > 0);
      return flows ? [{ fromCommunityId, toCommunityId, energyWh }] : [];
    }),
  );

export type Trade = Extract<ClearingsEvent, { type: 'TradeExecuted' }>;

export const tradesOf = ({ marketId, day }: Day, deals: readonly (readonly Deal[])[]): Trade[] => {
  const pairs = new Map(
    deals
      .flat()
      .map(({ seller, buyer }) => [`${seller.peerId}→${buyer.peerId}`, { seller, buyer }]),
  );
  return [...pairs].map(([pair, { seller, buyer }], index) => {
    const energyWh = deals.map((hour) =>
      hour.reduce(
        (sum, deal) => sum + (deal.seller === seller && deal.buyer === buyer ? deal.energyWh : 0),
        0,
      ),
    );
    const priceOf = ({ communityId }: Party) =>
      deals.map((hour, period) => priceMicros(communityId, hour, period));
    const birchForCitrus = pair.startsWith('birch') && pair.includes('→citrus');
    const link =
      seller.communityId === buyer.communityId ? 0 : birchForCitrus ? 5_000 : LINK_MICROS;
    return {
      type: 'TradeExecuted',
      data: {
        marketId,
        auctionId: day,
        tradeId: `${day}-${String(index + 1).padStart(3, '0')}`,
        sellerId: seller.peerId,
        buyerId: buyer.peerId,
        sellerCommunityId: seller.communityId,
        buyerCommunityId: buyer.communityId,
        ...(birchForCitrus ? { contract: 'birch-lane→citrus-way' } : {}),
        rule: 'marginal',
        energyWh,
        sentWh: energyWh,
        buyerPriceMicrosPerKwh: priceOf(buyer),
        sellerPriceMicrosPerKwh: priceOf(seller),
        linkCostMicrosPerKwh: energyWh.map(() => link),
      },
    };
  });
};
