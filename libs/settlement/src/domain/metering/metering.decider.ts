import type { BillingEvent, MeterDay } from '@trueque/contracts';
import { accept, type Decider, digest, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import type { LocalDay } from './local-day.js';

export type MeteringEvent = Extract<BillingEvent, { readonly type: 'MeterDayRecorded' }>;

export interface RecordMeterDay {
  readonly type: 'RecordMeterDay';
  readonly marketId: string;
  readonly readings: readonly MeterDay[];
  /** Take the readings that are sound and leave the others. */
  readonly soundOnly?: boolean | undefined;
  readonly facts: {
    /** Null where the market or the date is none. */
    readonly day: LocalDay | null;
    readonly knownPeerIds: readonly string[];
  };
}

export type MeteringRefusal = 'day-unknown' | 'readings-invalid' | 'peer-unknown';

/** What is wrong with one reading of a batch. */
export interface ReadingProblem {
  readonly pointer: string;
  readonly message: string;
  readonly code: Exclude<MeteringRefusal, 'day-unknown'>;
}

/** Digest of the latest reading of each peer: a repeated one adds nothing. */
export interface Metering {
  readonly latest: PersistentMap<string, string>;
}

/** Readings of one local day. A later reading supersedes an earlier one; both are kept. */
export const metering: Decider<RecordMeterDay, Metering, MeteringEvent, MeteringRefusal> = {
  category: 'metering',
  initial: { latest: PersistentMap() },
  decide: ({ marketId, readings, soundOnly, facts }, { latest }) => {
    const { day, knownPeerIds } = facts;
    if (day === null) return reject('day-unknown', `Market ${marketId} has no such day.`);
    const problems = readingProblems(readings, day, knownPeerIds);
    const [first] = problems;
    if (first && !soundOnly) return reject(first.code, `${first.pointer}: ${first.message}`);
    const wrong = new Set(problems.map(({ pointer }) => Number(pointer.split('/')[1])));
    const news = readings.filter(
      (reading, index) => !wrong.has(index) && latest.get(reading.peerId) !== digest(reading),
    );
    if (news.length === 0) return accept();
    return accept({ type: 'MeterDayRecorded', data: { marketId, ...day, readings: [...news] } });
  },
  evolve: ({ latest }, { data }) => ({
    latest: latest.withMutations((changing) => {
      for (const reading of data.readings) changing.set(reading.peerId, digest(reading));
    }),
  }),
};

/** Unknown peers, peers said twice, and series of the wrong length, each with its pointer. */
export const readingProblems = (
  readings: readonly MeterDay[],
  { periods }: LocalDay,
  knownPeerIds: readonly string[],
): readonly ReadingProblem[] => {
  const known = new Set(knownPeerIds);
  const seen = new Set<string>();
  return readings.flatMap(({ peerId, importWh, exportWh }, index): ReadingProblem[] => {
    const isOverlap = seen.has(peerId);
    seen.add(peerId);
    const pointer = `/${index}/peerId`;
    return [
      ...(known.has(peerId)
        ? []
        : [{ pointer, code: 'peer-unknown' as const, message: `there is no peer ${peerId}` }]),
      ...(isOverlap ? [invalid(pointer, `peer ${peerId} has overlapping readings`)] : []),
      ...lengthProblems(`/${index}/importWh`, importWh, periods),
      ...lengthProblems(`/${index}/exportWh`, exportWh, periods),
    ];
  });
};

const lengthProblems = (
  pointer: string,
  values: readonly (number | null)[] | null,
  periods: number,
): ReadingProblem[] =>
  values === null || values.length === periods
    ? []
    : [invalid(pointer, `expected ${periods} values, one per period, got ${values.length}`)];

const invalid = (pointer: string, message: string): ReadingProblem => ({
  ...{ pointer, message, code: 'readings-invalid' },
});
