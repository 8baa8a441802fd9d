import type { GridPrice, RulePack } from '@trueque/contracts';
import { InvariantBroken, sha256Hex } from '@trueque/kernel';

/** What is known of a value: the ladder of trust, best first. */
export const QUALITIES = ['measured', 'substituted', 'estimated', 'missing'] as const;
export type Quality = (typeof QUALITIES)[number];

/** A reading that nobody sent, before it is estimated. */
export const UNKNOWN = -1;

/**
 * One community over one local day, columns of `members × periods`: of member m in period t at
 * `m × periods + t`. Members are in order of id. Every value is known or estimated by now.
 */
export interface CommunityDay {
  readonly communityId: string;
  /** Local date, `2026-01-31`. */
  readonly date: string;
  /** Start of the day, UTC. */
  readonly start: string;
  readonly periods: number;
  readonly periodsPerHour: number;
  /** Local hour at which each period begins. */
  readonly hours: readonly number[];
  readonly memberIds: readonly string[];
  readonly takenWh: Float64Array;
  readonly givenWh: Float64Array;
  /** Index into `QUALITIES`. */
  readonly quality: Uint8Array;
}

/** The digest of what a day was settled from. */
export const digestOfDay = (day: CommunityDay): string =>
  sha256Hex(
    [day.communityId, day.date, day.start, day.memberIds, day.takenWh, day.givenWh, day.quality]
      .map(String)
      .join('|'),
  );

/** The day in whole hours, for keys that share by the hour. */
export const inWholeHours = (day: CommunityDay): CommunityDay => {
  const { periodsPerHour, memberIds } = day;
  if (periodsPerHour === 1) return day;
  const periods = day.periods / periodsPerHour;
  if (!Number.isInteger(periods)) throw new InvariantBroken(`${day.date} has no whole hours`);
  const summed = (values: Float64Array): Float64Array => {
    const sums = new Float64Array(memberIds.length * periods);
    values.forEach((wh, index) => (sums[Math.floor(index / periodsPerHour)]! += wh));
    return sums;
  };
  const hours = day.hours.filter((_, period) => period % periodsPerHour === 0);
  const [takenWh, givenWh] = [summed(day.takenWh), summed(day.givenWh)];
  const quality = new Uint8Array(memberIds.length * periods);
  day.quality.forEach((value, index) => {
    const hour = Math.floor(index / periodsPerHour);
    quality[hour] = Math.max(quality[hour] ?? 0, value);
  });
  return { ...day, periods, periodsPerHour: 1, hours, takenWh, givenWh, quality };
};

/** The grid's price in every period of the day, 10⁻⁶ currency per kWh. */
export const gridPricesOf = (price: GridPrice, { hours }: CommunityDay): number[] => {
  if (typeof price === 'number') return hours.map(() => price);
  const bands = price.toSorted((a, b) => a.fromHour - b.fromHour);
  const last = bands.at(-1)?.priceMicrosPerKwh ?? 0; // Before the first band yesterday's last one holds.
  return hours.map(
    (hour) => bands.findLast(({ fromHour }) => fromHour <= hour)?.priceMicrosPerKwh ?? last,
  );
};

/** The pack that holds for a community's delivery at an instant: of several the latest begun. */
export const packFor = (
  packs: readonly RulePack[],
  communityId: string,
  instant: string,
): RulePack | undefined => {
  const at = Date.parse(instant);
  return packs
    .filter(({ communities }) => communities === undefined || communities.includes(communityId))
    .filter(({ validFrom, validTo }) => {
      const ended = validTo !== undefined && Date.parse(validTo) <= at;
      return Date.parse(validFrom) <= at && !ended;
    })
    .toSorted((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom) || a.version - b.version)
    .at(-1);
};
