import type { Language } from '../words/words';
import { localeOf } from './numbers';

/** A delivery's times are those of its market, wherever they are read. */
export interface Place {
  readonly language: Language;
  readonly timeZone: string;
}

const format = ({ language, timeZone }: Place, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone, ...options });

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** `14:00` */
export const clockTime = (instant: string, place: Place): string =>
  format(place, CLOCK).format(new Date(instant));

/** `Mon, Aug 8` */
export const shortDate = (instant: string, place: Place): string =>
  format(place, { weekday: 'short', month: 'short', day: 'numeric' }).format(new Date(instant));

/** `Mon, Aug 8, 14:00` */
export const dateTime = (instant: string, place: Place): string =>
  format(place, { weekday: 'short', month: 'short', day: 'numeric', ...CLOCK }).format(
    new Date(instant),
  );

/** A local date, which has no zone: `Monday, August 8, 2016`. */
export const longDate = (date: string, language: Language): string =>
  format({ language, timeZone: 'UTC' }, { dateStyle: 'full' }).format(
    new Date(`${date}T12:00:00Z`),
  );

/**
 * Labels of consecutive times. An hour that comes twice on the day the clocks go back is told apart
 * by its offset; one that is left out has no label.
 */
export const axisLabels = (instants: readonly string[], place: Place): string[] => {
  const days = new Set(
    instants.map((instant) => format(place, { dateStyle: 'short' }).format(new Date(instant))),
  );
  const label = days.size > 1 ? dateTime : clockTime;
  const labels = instants.map((instant) => label(instant, place));
  return labels.map((text, index) =>
    labels.indexOf(text) === labels.lastIndexOf(text)
      ? text
      : `${text} ${offsetName(instants[index] ?? '', place)}`,
  );
};

const offsetName = (instant: string, place: Place): string =>
  format(place, { timeZoneName: 'shortOffset' })
    .formatToParts(new Date(instant))
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** `3 min`, `2 h`, `5 d`: how long from one instant to another. */
export const duration = (ms: number, language: Language): string => {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const;
  const [unit, size] = units.find(([, each]) => Math.abs(ms) >= each) ?? ['second', 1_000];
  return new Intl.NumberFormat(localeOf(language), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  }).format(Math.abs(ms) / size);
};
