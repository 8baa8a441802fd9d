import { InvariantBroken } from '@trueque/kernel';
import type {
  ClearedAuction,
  ClearedTrade,
  GridLimits,
  MarketLimits,
  OfferLimits,
} from './facts.js';

/** Prices are told to a millionth; what is left of three of them may be off by two. */
const ROUNDED_MICROS = 2;

/** No offer is executed beyond its limit, and nobody pays more than a grid asks that all may reach. */
export const assertWithinLimits = (auction: ClearedAuction, limits: MarketLimits): void => {
  const sent = energyBy(auction.trades, 'sellerId', 'sentWh');
  const taken = energyBy(auction.trades, 'buyerId', 'energyWh');
  const offers = new Map(limits.offers.map((offer) => [offer.peerId, offer]));
  for (const offer of limits.offers) {
    assertAtMost(offer, 'sends', sent.get(offer.peerId), offer.mostSentWh);
    assertAtMost(offer, 'takes', taken.get(offer.peerId), offer.mostTakenWh);
  }
  for (const trade of auction.trades) {
    const [seller, buyer] = [offers.get(trade.sellerId), offers.get(trade.buyerId)];
    trade.sentWh.forEach((sentWh, period) => {
      if (sentWh === 0) return;
      assertPrices(trade, { seller, buyer }, period);
      assertNotAboveGrid(trade, limits.grids, sent, period);
    });
  }
};

type Totals = ReadonlyMap<string, readonly number[]>;

/** Wh that each peer sends or takes, period by period. */
export const energyBy = (
  trades: readonly ClearedTrade[],
  party: 'buyerId' | 'sellerId',
  quantity: 'energyWh' | 'sentWh',
): Totals => {
  const totals = new Map<string, number[]>();
  for (const trade of trades) {
    const own = totals.get(trade[party]) ?? trade[quantity].map(() => 0);
    totals.set(
      trade[party],
      own.map((energyWh, period) => energyWh + (trade[quantity][period] ?? 0)),
    );
  }
  return totals;
};

const assertAtMost = (
  { peerId }: OfferLimits,
  does: 'sends' | 'takes',
  energyWh: readonly number[] = [],
  mostWh: readonly number[],
): void => {
  const period = energyWh.findIndex((wh, index) => wh > (mostWh[index] ?? 0));
  if (period === -1) return;
  throw new InvariantBroken(
    `${peerId}, period ${period}: ${does} ${energyWh[period]} Wh, its offer allows ${mostWh[period]}`,
  );
};

interface Parties {
  readonly seller: OfferLimits | undefined;
  readonly buyer: OfferLimits | undefined;
}

const assertPrices = (trade: ClearedTrade, { seller, buyer }: Parties, period: number): void => {
  const least = seller?.leastPriceMicrosPerKwh[period] ?? Number.NEGATIVE_INFINITY;
  const greatest = buyer?.greatestPriceMicrosPerKwh[period] ?? Number.POSITIVE_INFINITY;
  const [gets, pays] = [
    trade.sellerPriceMicrosPerKwh[period] ?? 0,
    trade.buyerPriceMicrosPerKwh[period] ?? 0,
  ];
  if (gets < least - ROUNDED_MICROS) {
    throw new InvariantBroken(
      `${trade.sellerId}, period ${period}: sells at ${gets}, its offer begins at ${least}`,
    );
  }
  if (pays > greatest + ROUNDED_MICROS) {
    throw new InvariantBroken(
      `${trade.buyerId}, period ${period}: buys at ${pays}, its bids end at ${greatest}`,
    );
  }
};

const assertNotAboveGrid = (
  trade: ClearedTrade,
  grids: readonly GridLimits[],
  sent: Totals,
  period: number,
): void => {
  const pays = trade.buyerPriceMicrosPerKwh[period] ?? 0;
  for (const { peerId, scarceFromWh, priceMicrosPerKwh } of grids) {
    const asks = priceMicrosPerKwh[period] ?? null;
    if (asks === null || pays <= asks + ROUNDED_MICROS) continue;
    if ((sent.get(peerId)?.[period] ?? 0) >= (scarceFromWh[period] ?? 0)) continue;
    throw new InvariantBroken(
      `${trade.buyerId}, period ${period}: buys at ${pays}, while ${peerId} has more at ${asks}`,
    );
  }
};
