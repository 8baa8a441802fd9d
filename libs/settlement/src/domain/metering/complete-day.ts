import type { Estimation } from '@trueque/contracts';
import { QUALITIES, UNKNOWN } from '../sharing/community-day.js';
import { estimatedWh, type Profile } from '../sharing/estimation.js';
import { type PeerDay, silentDay } from './day-readings.js';

type Direction = 'takenWh' | 'givenWh';

/** What an auction gave a peer, Wh; undefined where there was none. */
export type Cleared = Readonly<Record<Direction, readonly number[]>> | undefined;

/** One peer's day (or delivery of an auction), and what helps where its meter is silent. */
export interface Incomplete {
  readonly periods: number;
  readonly ladder: readonly Estimation[];
  /** Local hour at which each period begins. */
  readonly hours: readonly number[];
  /** Weights of the local hours, for the ladder's step of that name. */
  readonly profile?: readonly number[] | undefined;
  /** What is known of the day itself (0) and of so many days before it. */
  readonly known: (daysBefore: number) => PeerDay | undefined;
  readonly cleared?: Cleared;
}

/**
 * The day without a hole: what no meter told is estimated and flagged. A direction that a meter never
 * tells of that day is none, where it tells of the other and an auction gave it nothing there.
 */
export const completeDay = (incomplete: Incomplete): PeerDay => {
  const { periods, hours, profile } = incomplete;
  const known = incomplete.known(0) ?? silentDay(periods);
  const quality = Uint8Array.from(known.quality);
  const weights = profile && hours.map((hour) => profile[hour] ?? 0);
  const filled = (direction: Direction): Float64Array => {
    const values = known[direction];
    if (!hasHole(known, direction, incomplete.cleared))
      return values.map((wh) => (wh === UNKNOWN ? 0 : wh));
    return values.map((wh, period) => {
      if (wh !== UNKNOWN) return wh;
      quality[period] = MISSING;
      return estimateOf(incomplete, weights, direction, period);
    });
  };
  return { ...known, takenWh: filled('takenWh'), givenWh: filled('givenWh'), quality };
};

/** Whether anything has to be estimated. */
export const hasHoles = (day: PeerDay, cleared?: Cleared): boolean =>
  (['takenWh', 'givenWh'] as const).some((direction) => hasHole(day, direction, cleared));

const MISSING = QUALITIES.indexOf('missing');

const estimateOf = (
  { ladder, known, cleared }: Incomplete,
  profile: Profile,
  direction: Direction,
  period: number,
): number =>
  estimatedWh(ladder, period, {
    profile,
    earlier: (daysBefore) => known(daysBefore)?.[direction],
    clearedWh: cleared && (cleared[direction][period] ?? 0),
  });

const hasHole = (day: PeerDay, direction: Direction, cleared: Cleared): boolean => {
  const values = day[direction];
  if (!values.includes(UNKNOWN)) return false;
  if (!values.every(isUnknown)) return true;
  const isSilent = [day.takenWh, day.givenWh].every((told) => told.every(isUnknown));
  return isSilent || (cleared?.[direction] ?? []).some((energyWh) => energyWh > 0);
};

const isUnknown = (energyWh: number): boolean => energyWh === UNKNOWN;
