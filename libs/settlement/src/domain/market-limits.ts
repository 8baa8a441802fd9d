import type { CaseCommunity, MarketRules, Offer } from '@trueque/contracts';
import { microsFromPrice } from '@trueque/kernel';
import type { GridLimits, MarketLimits, OfferLimits } from './facts.js';
import { at, bidsOf, extremeOf, gridTariffOf, pricesAt, stepsOf } from './grid-tariff.js';

/** The market that was cleared: what it was cleared by, and the offers that stood. */
export interface OfferedMarket {
  readonly periods: number;
  readonly hours: number;
  /** Undefined where prices are another rule's: a single price keeps to no offer's own. */
  readonly marginal: Pick<MarketRules, 'tradeCost'> | undefined;
  readonly communities: readonly CaseCommunity[];
  readonly offers: ReadonlyMap<string, Offer>;
}

export const limitsOf = (market: OfferedMarket): MarketLimits => ({
  offers: [...market.offers].map(([peerId, offer]) => offerLimits(market, peerId, offer)),
  grids: [...market.offers].flatMap(([peerId, offer]) =>
    market.marginal && market.communities.every(isOpen)
      ? [gridLimits(market, market.marginal, peerId, offer)]
      : [],
  ),
});

const isOpen = ({ importLimit, exportLimit }: CaseCommunity): boolean =>
  importLimit === undefined && exportLimit === undefined;

const offerLimits = (market: OfferedMarket, peerId: string, offer: Offer): OfferLimits => ({
  peerId,
  ...quantityLimits(market, offer),
  ...priceLimits(market, offer),
});

const quantityLimits = (market: OfferedMarket, offer: Offer) => {
  const { bids = [], load = 0, storage } = offer;
  const steps = stepsOf(offer);
  const { perPeriod, wholeWh } = measuresOf(market);
  const [given, taken] = [steps.map(powerOf), [load, ...bids.map(powerOf)]];
  return {
    mostSentWh: perPeriod((period) =>
      wholeWh(sumAt([...given, storage?.discharge ?? 0], period), steps.length),
    ),
    mostTakenWh: perPeriod((period) =>
      wholeWh(sumAt([...taken, storage?.charge ?? 0], period), bids.length),
    ),
  };
};

/** Who must run, must be served or has a battery trades at any price. */
const priceLimits = (market: OfferedMarket, { storage, ...offer }: Offer) => {
  const { marginal } = market;
  const { perPeriod } = measuresOf(market);
  const [steps, bids] = [stepsOf(offer), bidsOf(offer)];
  const sellsAtCost = typeof marginal?.tradeCost === 'string' && !storage;
  const buysAtValue = marginal !== undefined && !storage;
  return {
    leastPriceMicrosPerKwh: perPeriod((period) =>
      sellsAtCost && at(offer.generation?.min ?? 0, period) === 0
        ? extremeOf(Math.min, pricesAt(steps, period))
        : null,
    ),
    greatestPriceMicrosPerKwh: perPeriod((period) =>
      buysAtValue && at(offer.load ?? 0, period) === 0
        ? extremeOf(Math.max, pricesAt(bids, period))
        : null,
    ),
  };
};

type Amount = number | readonly number[];

const powerOf = ({ power }: { readonly power: Amount }): Amount => power;

const sumAt = (powers: readonly Amount[], period: number): number =>
  powers.reduce<number>((sum, power) => sum + at(power, period), 0);

/** What the grid does for itself is taken off what it can send, so that it is never thought to have more. */
const gridLimits = (
  market: OfferedMarket,
  { tradeCost }: Pick<MarketRules, 'tradeCost'>,
  peerId: string,
  offer: Offer,
): GridLimits => {
  const { perPeriod } = measuresOf(market);
  const { importPriceMicrosPerKwh: costs } = gridTariffOf(
    { peerId, communityId: '' },
    offer,
    market.periods,
  );
  const own = [offer.load ?? 0, ...bidsOf(offer).map(powerOf)];
  const isGrid = (period: number): boolean =>
    (typeof offer.role === 'string' ? offer.role : offer.role[period]) === 'grid';
  return {
    peerId,
    scarceFromWh: perPeriod((period) => {
      const leftKw = sumAt(stepsOf(offer).map(powerOf), period) - sumAt(own, period);
      return Math.floor(leftKw * market.hours * 1_000) - ROUNDED_WH;
    }),
    priceMicrosPerKwh: perPeriod((period) => {
      const cost = costs[period] ?? null;
      if (cost === null || !isGrid(period)) return null;
      if (typeof tradeCost === 'object') return cost + microsFromPrice(tradeCost.uniform);
      const way = microsFromPrice(at(offer.exportCost ?? 0, period));
      return cost + way + (tradeCost === 'seller-cost' ? cost : 0);
    }),
  };
};

/** Flows are whole Wh: each part of an offer, and the whole, may end one further. */
const ROUNDED_WH = 2;

const measuresOf = ({ periods, hours }: OfferedMarket) => ({
  perPeriod: <Value>(valueAt: (period: number) => Value): Value[] =>
    Array.from({ length: periods }, (_, period) => valueAt(period)),
  wholeWh: (powerKw: number, parts: number) =>
    Math.ceil(powerKw * hours * 1_000) + ROUNDED_WH + parts,
});
