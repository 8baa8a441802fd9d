import { LocalTimes } from './local-time.js';

const DAY_MS = 86_400_000;

/** A day of a time zone: 23, 24 or 25 hours, half-open. */
export interface LocalDay {
  /** `2016-08-08`. */
  readonly date: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Whole days of a zone that lie within `[fromMs, toMs)`. */
export const localDays = (timeZone: string, fromMs: number, toMs: number): LocalDay[] => {
  const times = new LocalTimes(timeZone);
  const startOf = (wallMs: number) => times.instantsOf(wallMs)[0] ?? wallMs;
  const days: LocalDay[] = [];
  let wallMs = Math.floor(fromMs / DAY_MS) * DAY_MS - DAY_MS;
  for (; startOf(wallMs) < toMs; wallMs += DAY_MS) {
    const [startMs, endMs] = [startOf(wallMs), startOf(wallMs + DAY_MS)];
    const date = new Date(wallMs).toISOString().slice(0, 10);
    if (startMs >= fromMs && endMs <= toMs) days.push({ date, startMs, endMs });
  }
  return days;
};
