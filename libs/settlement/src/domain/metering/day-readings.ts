import type { MeterDay } from '@trueque/contracts';
import { QUALITIES, UNKNOWN } from '../sharing/community-day.js';

/** All that is known of one peer's day, after the later readings superseded the earlier. */
export interface PeerDay {
  readonly takenWh: Float64Array;
  readonly givenWh: Float64Array;
  /** Index into `QUALITIES`; of unknown values it says nothing. */
  readonly quality: Uint8Array;
  /** Events that the values come from, the latest last. */
  readonly eventIds: readonly string[];
  /** Index into `eventIds` of the one that told the period's value last. */
  readonly source: Uint16Array;
}

export type DayReadings = ReadonlyMap<string, PeerDay>;

export interface RecordedReadings {
  readonly eventId: string;
  readonly readings: readonly MeterDay[];
}

/**
 * Readings of a day in the order in which they became known, as one. A value supersedes the value
 * before it; a null says nothing and leaves what was known.
 */
export const dayReadings = (
  recorded: readonly RecordedReadings[],
  periods: number,
): DayReadings => {
  const peers = new Map<string, PeerDay>();
  for (const { eventId, readings } of recorded) {
    for (const reading of readings) {
      const before = peers.get(reading.peerId) ?? silentDay(periods);
      const day = { ...before, eventIds: [...before.eventIds, eventId] };
      peers.set(reading.peerId, day);
      supersede(day, reading);
    }
  }
  return peers;
};

/** A day of which nothing is known. */
export const silentDay = (periods: number): PeerDay => ({
  takenWh: new Float64Array(periods).fill(UNKNOWN),
  givenWh: new Float64Array(periods).fill(UNKNOWN),
  quality: new Uint8Array(periods),
  eventIds: [],
  source: new Uint16Array(periods),
});

const supersede = (day: PeerDay, { importWh, exportWh, quality }: MeterDay): void => {
  const rank = QUALITIES.indexOf(quality);
  for (let period = 0; period < day.quality.length; period += 1) {
    const [taken, given] = [importWh?.[period] ?? null, exportWh?.[period] ?? null];
    if (taken !== null) day.takenWh[period] = taken;
    if (given !== null) day.givenWh[period] = given;
    if (taken === null && given === null) continue;
    day.quality[period] = rank;
    day.source[period] = day.eventIds.length - 1;
  }
};
