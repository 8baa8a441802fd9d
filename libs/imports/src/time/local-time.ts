import { Temporal } from '@js-temporal/polyfill';

/**
 * What becomes of a local time that the clock change made exist twice or not at all. `reject`: an
 * error. `first`, `second`: that one of the two. `split`: half of the energy to each. A time that
 * does not exist is kept out and reported under every policy but `reject`.
 */
export const DST_POLICIES = ['reject', 'first', 'second', 'split'] as const;
export type DstPolicy = (typeof DST_POLICIES)[number];

const DAY_MS = 86_400_000;

/**
 * Wall clock of a zone to instants. A day without a clock change has one offset, which is kept, so
 * only the two odd days of a year ask the time zone library for every label.
 */
export class LocalTimes {
  private readonly offsetOfDay = new Map<number, number | undefined>();

  constructor(readonly timeZone: string) {}

  /** The instants that a wall-clock time stands for: one, two (clocks put back) or none. */
  instantsOf(wallMs: number): readonly number[] {
    const day = Math.floor(wallMs / DAY_MS);
    const offsetMs = this.offset(day);
    return offsetMs === undefined ? this.candidates(wallMs) : [wallMs - offsetMs];
  }

  private offset(day: number): number | undefined {
    if (!this.offsetOfDay.has(day)) {
      const [first, last] = [this.offsetAt(day * DAY_MS), this.offsetAt((day + 1) * DAY_MS)];
      this.offsetOfDay.set(day, first === last ? first : undefined);
    }
    return this.offsetOfDay.get(day);
  }

  /** Offset in force when a wall clock shows this, near enough: the later one where there are two. */
  private offsetAt(wallMs: number): number {
    return wallMs - this.epochMs(wallMs, 'later');
  }

  private candidates(wallMs: number): readonly number[] {
    const [earlier, later] = [this.epochMs(wallMs, 'earlier'), this.epochMs(wallMs, 'later')];
    if (earlier === later) return [earlier];
    return this.shows(earlier, wallMs) ? [earlier, later] : [];
  }

  private shows(epochMs: number, wallMs: number): boolean {
    const shown = Temporal.Instant.fromEpochMilliseconds(epochMs)
      .toZonedDateTimeISO(this.timeZone)
      .toPlainDateTime();
    return shown.equals(plainDateTime(wallMs));
  }

  private epochMs(wallMs: number, disambiguation: 'earlier' | 'later'): number {
    return plainDateTime(wallMs).toZonedDateTime(this.timeZone, { disambiguation })
      .epochMilliseconds;
  }
}

const plainDateTime = (wallMs: number): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime();

export const isTimeZone = (timeZone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
};

/** A clock change: the local date on which it happens, and how many hours that day has. */
export interface ClockChange {
  readonly date: string;
  readonly hours: number;
}

export const clockChanges = (timeZone: string, fromMs: number, toMs: number): ClockChange[] => {
  const changes: ClockChange[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= toMs) return changes;
    changes.push({ date: next.toPlainDate().toString(), hours: next.hoursInDay });
    at = next;
  }
};
