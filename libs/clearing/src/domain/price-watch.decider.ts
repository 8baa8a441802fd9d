import type { ClearingsEvent, TradingRules } from '@trueque/contracts';
import { accept, type Decider, microsFromPrice, mtuHours, type Mtu } from '@trueque/kernel';
import type { AuctionId } from './auction-result.js';

type PriceWatchEvent = Extract<
  ClearingsEvent,
  { type: 'PricesCounted' | 'AdministeredPricingBegan' | 'AdministeredPricingEnded' }
>;

export type CumulativePriceRule = NonNullable<TradingRules['cumulativePrice']>;

export interface CountPrices extends AuctionId {
  readonly type: 'CountPrices';
  readonly start: string;
  readonly end: string;
  readonly priceHoursMicros: number;
  readonly rule: CumulativePriceRule;
}

interface Counted {
  readonly auctionId: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly priceHoursMicros: number;
}

export interface PriceWatch {
  /** Auctions that may still be in a window. */
  readonly counted: readonly Counted[];
  /** Auctions are cleared at the fallback price until the sum has fallen. */
  readonly isAdministered: boolean;
}

const HOUR_MS = 3_600_000;
const WINDOW_HOURS_MAX = 8_784;

/** The sum of a market's prices over its window, and whether it is above what the operator allows. */
export const priceWatch: Decider<CountPrices, PriceWatch, PriceWatchEvent, never> = {
  category: 'price-watch',
  initial: { counted: [], isAdministered: false },
  decide: (command, { counted, isAdministered }) => {
    const { marketId, auctionId, start, end, priceHoursMicros, rule } = command;
    if (counted.some((each) => each.auctionId === auctionId)) return accept();
    const sumMicros = priceHoursMicros + sumWithin(counted, Date.parse(end), rule.windowHours);
    const thresholdMicros = microsFromPrice(rule.threshold);
    const isAbove = sumMicros > thresholdMicros;
    const type = isAbove ? 'AdministeredPricingBegan' : 'AdministeredPricingEnded';
    return accept<PriceWatchEvent>(
      {
        type: 'PricesCounted',
        data: { marketId, auctionId, start, end, priceHoursMicros, sumMicros },
      },
      ...(isAbove === isAdministered
        ? []
        : [{ type, data: { marketId, sumMicros, thresholdMicros } } as const]),
    );
  },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'PricesCounted':
        return { ...state, counted: [...recent(state.counted, data.end), countedOf(data)] };
      case 'AdministeredPricingBegan':
        return { ...state, isAdministered: true };
      case 'AdministeredPricingEnded':
        return { ...state, isAdministered: false };
    }
  },
};

/** An auction counts whole, or not at all once it begins before the window. */
const sumWithin = (counted: readonly Counted[], endMs: number, windowHours: number): number =>
  counted
    .filter(({ startMs, endMs: end }) => startMs >= endMs - windowHours * HOUR_MS && end <= endMs)
    .reduce((sum, { priceHoursMicros }) => sum + priceHoursMicros, 0);

const recent = (counted: readonly Counted[], end: string): readonly Counted[] =>
  counted.filter(({ startMs }) => startMs >= Date.parse(end) - WINDOW_HOURS_MAX * HOUR_MS);

const countedOf = ({
  auctionId,
  end,
  priceHoursMicros,
  start,
}: Extract<PriceWatchEvent, { type: 'PricesCounted' }>['data']): Counted => ({
  ...{ auctionId, priceHoursMicros, startMs: Date.parse(start), endMs: Date.parse(end) },
});

/** Of every period the dearest price among communities, times its hours. */
export const priceHoursMicrosOf = (
  communities: readonly { readonly priceMicrosPerKwh: readonly number[] }[],
  periods: number,
  mtu: Mtu,
): number => {
  let sum = 0;
  for (let period = 0; period < periods; period += 1)
    sum += Math.max(0, ...communities.map((each) => each.priceMicrosPerKwh[period] ?? 0));
  return Math.round(sum * mtuHours(mtu));
};
