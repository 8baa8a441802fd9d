import { isoInstant, type Mtu, mtuMinutes } from '@trueque/kernel';

/** One day of a market, local midnight to local midnight, in periods of its market time unit. */
export interface LocalDay {
  /** `2026-03-29`. */
  readonly date: string;
  /** UTC. */
  readonly start: string;
  readonly mtu: Mtu;
  readonly periods: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Days `[from, to)` of a time zone. A day of 24.5 hours has no whole hours: null where none fit. */
export const localDay = (date: string, timeZone: string, mtu: Mtu): LocalDay | null => {
  const [startMs, endMs] = [
    firstInstantOf(date, timeZone),
    firstInstantOf(dayAfter(date), timeZone),
  ];
  const periods = (endMs - startMs) / (mtuMinutes(mtu) * MINUTE_MS);
  return Number.isInteger(periods) ? { date, start: isoInstant(startMs), mtu, periods } : null;
};

export const datesBetween = (from: string, to: string): string[] => {
  const dates: string[] = [];
  for (let date = from; date < to; date = dayAfter(date)) dates.push(date);
  return dates;
};

export const dayAfter = (date: string): string => daysAfter(date, 1);

export const daysAfter = (date: string, days: number): string =>
  isoInstant(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).slice(0, 10);

/** Local hour at which each period of a day begins. */
export const localHours = (
  { start, mtu, periods }: Omit<LocalDay, 'date'>,
  timeZone: string,
): number[] => {
  const startMs = Date.parse(start);
  return Array.from({ length: periods }, (_, period) =>
    Number(wallClock(startMs + period * mtuMinutes(mtu) * MINUTE_MS, timeZone).slice(11, 13)),
  );
};

/** Local date of an instant. */
export const localDateOf = (epochMs: number, timeZone: string): string =>
  wallClock(epochMs, timeZone).slice(0, 10);

/** The first instant that bears the date: where midnight is skipped, a day begins at one o'clock. */
const firstInstantOf = (date: string, timeZone: string): number => {
  const utcMs = Date.parse(`${date}T00:00:00Z`);
  let instantMs = utcMs - offsetMs(utcMs, timeZone);
  instantMs = utcMs - offsetMs(instantMs, timeZone);
  while (localDateOf(instantMs, timeZone) < date) instantMs += 15 * MINUTE_MS;
  while (localDateOf(instantMs - MINUTE_MS, timeZone) >= date) instantMs -= 15 * MINUTE_MS;
  return instantMs;
};

const offsetMs = (epochMs: number, timeZone: string): number =>
  Date.parse(`${wallClock(epochMs, timeZone)}Z`) - epochMs;

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-03-29T02:30:00`, on the clocks of the zone. */
const wallClock = (epochMs: number, timeZone: string): string => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  return format.format(epochMs).replace(' ', 'T');
};
