import type { Estimation } from '@trueque/contracts';
import { UNKNOWN } from './community-day.js';

/** One member's readings of one day and direction, Wh; `UNKNOWN` where nobody sent any. */
export type DaySeries = ArrayLike<number>;

/** The same member's same direction so many days earlier; undefined where nothing is known. */
export type EarlierDay = (daysBefore: number) => DaySeries | undefined;

/** What is known of a silent meter, beside its own silence. */
export interface Hints {
  readonly earlier: EarlierDay;
  readonly profile?: Profile;
  /** What an auction gave the peer in the period, Wh; undefined where it was in none. */
  readonly clearedWh?: number | undefined;
}

/** How a day's energy falls on its periods, where the rules say so. */
export type Profile = readonly number[] | undefined;

/** How many days back a ladder may look. */
export const WEEKS: readonly number[] = [7, 14, 21, 28];

/**
 * What a silent meter probably read, Wh: the first step of the ladder that knows anything; at last
 * what was cleared, or nothing. So a missing reading never stops a run; the value is flagged, and a
 * later reading takes its place.
 */
export const estimatedWh = (
  ladder: readonly Estimation[],
  period: number,
  hints: Hints,
): number => {
  for (const step of ladder) {
    const energyWh = estimateBy(step, period, hints);
    if (energyWh !== undefined) return energyWh;
  }
  return hints.clearedWh ?? 0;
};

const estimateBy = (
  step: Estimation,
  period: number,
  { earlier, profile, clearedWh }: Hints,
): number | undefined => {
  const known = (daysBefore: number): number[] => {
    const energyWh = earlier(daysBefore)?.[period] ?? UNKNOWN;
    return energyWh === UNKNOWN ? [] : [energyWh];
  };
  switch (step) {
    case 'same-day-last-week':
      return known(7)[0];
    case 'average-of-four-weeks': {
      const values = WEEKS.flatMap(known);
      const sum = values.reduce((all, energyWh) => all + energyWh, 0);
      return values.length === 0 ? undefined : Math.floor(sum / values.length);
    }
    case 'profile':
      return scaled(profile, period, earlier);
    case 'as-cleared':
      return clearedWh;
    case 'zero':
      return clearedWh ?? 0;
  }
};

/** The profile, as high as the last day stands of which anything is known: the day itself, or one of four weeks. */
const scaled = (profile: Profile, period: number, earlier: EarlierDay): number | undefined => {
  if (profile === undefined) return undefined;
  for (const daysBefore of [0, ...WEEKS]) {
    const { energyWh, weight } = knownOf(earlier(daysBefore), profile);
    if (weight > 0) return Math.floor((energyWh * (profile[period] ?? 0)) / weight);
  }
  return undefined;
};

const knownOf = (day: DaySeries = [], profile: readonly number[]) => {
  let [energyWh, weight] = [0, 0];
  for (let period = 0; period < day.length; period += 1) {
    const wh = day[period] ?? UNKNOWN;
    if (wh === UNKNOWN) continue;
    energyWh += wh;
    weight += profile[period] ?? 0;
  }
  return { energyWh, weight };
};
