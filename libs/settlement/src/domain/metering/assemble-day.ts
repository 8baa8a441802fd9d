import type { Estimation } from '@trueque/contracts';
import { mtuMinutes } from '@trueque/kernel';
import type { CommunityDay } from '../sharing/community-day.js';
import { completeDay, hasHoles } from './complete-day.js';
import type { DayReadings } from './day-readings.js';
import type { LocalDay } from './local-day.js';

export interface Assembly {
  readonly day: LocalDay;
  readonly hours: readonly number[];
  readonly communityId: string;
  /** In order of id. */
  readonly memberIds: readonly string[];
  readonly ladder: readonly Estimation[];
  /** Weights of the local hours, for the ladder's step of that name. */
  readonly profile?: readonly number[] | undefined;
  /** Readings of the day itself (0) and of so many days before it. */
  readonly readings: (daysBefore: number) => DayReadings | undefined;
}

/**
 * A community's day without a hole: what no meter told is estimated, flagged and settled. A
 * direction that a meter never tells of that day is none, where it tells of the other.
 */
export const assembleDay = (assembly: Assembly): CommunityDay => {
  const { day, hours, communityId, memberIds, ladder, profile } = assembly;
  const { date, start, mtu, periods } = day;
  const size = memberIds.length * periods;
  const [takenWh, givenWh] = [new Float64Array(size), new Float64Array(size)];
  const quality = new Uint8Array(size);
  memberIds.forEach((peerId, member) => {
    const complete = completeDay({
      ...{ ladder, hours, profile, periods },
      known: (daysBefore) => assembly.readings(daysBefore)?.get(peerId),
    });
    takenWh.set(complete.takenWh, member * periods);
    givenWh.set(complete.givenWh, member * periods);
    quality.set(complete.quality, member * periods);
  });
  const periodsPerHour = 60 / mtuMinutes(mtu);
  return {
    ...{ communityId, date, start, periods, periodsPerHour },
    ...{ hours, memberIds, takenWh, givenWh, quality },
  };
};

/** Whether anything has to be looked up in earlier days. */
export const hasGaps = (readings: DayReadings, memberIds: readonly string[]): boolean =>
  memberIds.some((peerId) => {
    const day = readings.get(peerId);
    return !day || hasHoles(day);
  });
