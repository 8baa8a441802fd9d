import { isoInstant, type Mtu, mtuMinutes } from '@trueque/kernel';

/** The same limit as in a case file. */
export const AUCTION_PERIODS_MAX = 10_000;

/** What is delivered when: `[start, end)`, RFC 3339 instants. */
export interface Delivery {
  readonly start: string;
  readonly end: string;
  readonly mtu: Mtu;
}

/**
 * How many market time units a delivery has; a local day has 23, 24 or 25 hours of them. Says what
 * is wrong where it is not a whole number of them, or does not begin where one could begin.
 */
export const periodsOf = ({ start, end, mtu }: Delivery): number | string => {
  const unitMs = mtuMinutes(mtu) * MINUTE_MS;
  const periods = (Date.parse(end) - Date.parse(start)) / unitMs;
  if (Date.parse(start) % Math.min(unitMs, ZONE_STEP_MS) !== 0)
    return `Delivery starts at ${start}, where no ${mtu} begins.`;
  if (!(periods > 0)) return `Delivery ends at ${end}, not after its start at ${start}.`;
  if (!Number.isInteger(periods))
    return `Delivery from ${start} to ${end} is ${periods} times ${mtu}: make it a whole number.`;
  return periods > AUCTION_PERIODS_MAX
    ? `Delivery has ${periods} periods; an auction has at most ${AUCTION_PERIODS_MAX}. Schedule several.`
    : periods;
};

/** End of a delivery that is given by its number of periods. */
export const deliveryEnd = (start: string, mtu: Mtu, periods: number): string =>
  isoInstant(Date.parse(start) + periods * mtuMinutes(mtu) * MINUTE_MS);

const MINUTE_MS = 60_000;

/** Offsets of time zones are multiples of a quarter of an hour, so local hours begin on these. */
const ZONE_STEP_MS = 15 * MINUTE_MS;
