import type { Estimation } from '@trueque/contracts';
import { mtuMinutes } from '@trueque/kernel';
import { type CommunityDay, QUALITIES, UNKNOWN } from '../sharing/community-day.js';
import { estimatedWh } from '../sharing/estimation.js';
import { type DayReadings, type PeerDay, silentDay } from './day-readings.js';
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
  const { day, hours, communityId, memberIds } = assembly;
  const { date, start, mtu, periods } = day;
  const size = memberIds.length * periods;
  const [takenWh, givenWh] = [new Float64Array(size), new Float64Array(size)];
  const quality = new Uint8Array(size);
  memberIds.forEach((peerId, member) => {
    const complete = completeDay(assembly, peerId);
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
    return !day || [day.takenWh, day.givenWh].some((values) => isPartial(values, day));
  });

const completeDay = (assembly: Assembly, peerId: string): PeerDay => {
  const known = assembly.readings(0)?.get(peerId) ?? silentDay(assembly.day.periods);
  const day: PeerDay = { ...known, quality: Uint8Array.from(known.quality) };
  const profile = assembly.profile && assembly.hours.map((hour) => assembly.profile?.[hour] ?? 0);
  const filled = (direction: 'takenWh' | 'givenWh'): Float64Array => {
    const values = known[direction];
    if (!isPartial(values, known)) return values.map((wh) => (wh === UNKNOWN ? 0 : wh));
    return values.map((wh, period) => {
      if (wh !== UNKNOWN) return wh;
      day.quality[period] = QUALITIES.indexOf('missing');
      return estimatedWh(assembly.ladder, period, {
        earlier: (daysBefore) => assembly.readings(daysBefore)?.get(peerId)?.[direction],
        profile,
      });
    });
  };
  return { ...day, takenWh: filled('takenWh'), givenWh: filled('givenWh') };
};

const isPartial = (values: Float64Array, { takenWh, givenWh }: PeerDay): boolean => {
  if (!values.includes(UNKNOWN)) return false;
  const isSilent = [takenWh, givenWh].every((direction) => direction.every(isUnknown));
  return isSilent || !values.every(isUnknown);
};

const isUnknown = (energyWh: number): boolean => energyWh === UNKNOWN;
