import type { ClearingsEvent, ReviewCause, ReviewRules } from '@trueque/contracts';
import { microsFromPrice } from '@trueque/kernel';

type Cleared = Pick<
  Extract<ClearingsEvent, { type: 'AuctionCleared' }>['data'],
  'communities' | 'schedules' | 'rung'
>;

interface Cause {
  readonly cause: ReviewCause;
  readonly detail: string;
}

/** Why a result is to be looked at before it counts; none where it is as expected. */
export const reviewCauses = (cleared: Cleared, rules: ReviewRules): readonly Cause[] => [
  ...priceCauses(cleared, rules),
  ...unservedCauses(cleared, rules),
  ...(rules.solverInTrouble === true && cleared.rung !== 'first'
    ? [{ cause: 'solver-in-trouble' as const, detail: `proven on the rung ${cleared.rung}` }]
    : []),
];

interface PriceAt {
  readonly communityId: string;
  readonly period: number;
  readonly micros: number;
}

const priceCauses = (
  { communities }: Cleared,
  { priceAbove = Infinity, priceBelow = -Infinity }: ReviewRules,
): readonly Cause[] => {
  const prices = communities.flatMap(({ communityId, priceMicrosPerKwh }) =>
    priceMicrosPerKwh.map((micros, period): PriceAt => ({ communityId, period, micros })),
  );
  const highest = prices.toSorted((a, b) => b.micros - a.micros)[0];
  const lowest = prices.toSorted((a, b) => a.micros - b.micros)[0];
  return [
    ...(highest && highest.micros > microsFromPrice(priceAbove)
      ? [{ cause: 'price-above' as const, detail: `${told(highest)}, above ${priceAbove}` }]
      : []),
    ...(lowest && lowest.micros < microsFromPrice(priceBelow)
      ? [{ cause: 'price-below' as const, detail: `${told(lowest)}, below ${priceBelow}` }]
      : []),
  ];
};

const MICROS = 1e6;

const told = ({ communityId, period, micros }: PriceAt): string =>
  `${micros / MICROS} per kWh in ${communityId}, period ${period + 1}`;

/** Elastic demand that is served counts for no load. */
const unservedCauses = (
  { schedules }: Cleared,
  { unservedShareAbove }: ReviewRules,
): readonly Cause[] => {
  if (unservedShareAbove === undefined) return [];
  let [loadSumWh, unservedSumWh] = [0, 0];
  for (const { loadWh, servedWh } of schedules)
    for (const [period, load] of (loadWh ?? []).entries()) {
      loadSumWh += load;
      unservedSumWh += Math.max(0, load - (servedWh?.[period] ?? 0));
    }
  return loadSumWh > 0 && unservedSumWh / loadSumWh > unservedShareAbove
    ? [{ cause: 'load-unserved', detail: `${unservedSumWh} of ${loadSumWh} Wh of load` }]
    : [];
};
