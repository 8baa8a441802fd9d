/** Local days of a market, the last one included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** `2016-08-08` or `2016-08-08..2016-08-14`; undefined where it is neither. */
export const parsePeriod = (text: string | undefined): Period | undefined => {
  const [from = '', to = from] = (text ?? '').split('..');
  return isDate(from) && isDate(to) && from <= to ? { from, to } : undefined;
};

export const formatPeriod = ({ from, to }: Period): string =>
  from === to ? from : `${from}..${to}`;

/** Far from both ends of time, so that days may be added to it. */
const [FIRST_DATE, LAST_DATE] = ['1000-01-01', '9000-01-01'];
const isDate = (text: string): boolean =>
  DATE.test(text) && text >= FIRST_DATE && text <= LAST_DATE && !Number.isNaN(Date.parse(text));

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

export const daysIn = ({ from, to }: Period): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

/** As long a period, earlier (negative) or later by its own length. */
export const shifted = (period: Period, steps: number): Period => {
  const days = daysIn(period) * steps;
  return { from: addDays(period.from, days), to: addDays(period.to, days) };
};

export const LENGTHS = ['day', 'week', 'month'] as const;
export type Length = (typeof LENGTHS)[number];

/** The day, week (from Monday) or calendar month that a day lies in. */
export const periodAround = (date: string, length: Length): Period => {
  if (length === 'day') return { from: date, to: date };
  if (length === 'week') {
    const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
    const from = addDays(date, -weekday);
    return { from, to: addDays(from, 6) };
  }
  const from = `${date.slice(0, 7)}-01`;
  const next = addDays(from, 31).slice(0, 7);
  return { from, to: addDays(`${next}-01`, -1) };
};

/** Local date of an instant in a zone. */
export const localDate = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(instant));

/** The instant at which a local day begins, whatever the clocks do that day. */
export const dayStart = (date: string, timeZone: string): string => {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  let instant = midnight;
  // Twice, since the first guess may lie on the other side of a change of clocks.
  for (let tries = 0; tries < 2; tries += 1) instant = midnight - offsetMs(instant, timeZone);
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
};

const offsetMs = (instant: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
  }).format(new Date(instant));
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - instant;
};

/** Bounds of a period as the API takes them: half-open, in UTC. */
export const boundsOf = ({ from, to }: Period, timeZone: string) => ({
  from: dayStart(from, timeZone),
  to: dayStart(addDays(to, 1), timeZone),
});
