const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Milliseconds of a wall clock as if it were UTC; undefined where it is no time. 24:00 is midnight. */
export const wallClock = (text: string): number | undefined => {
  const match = /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.0+)?)?$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0'] = match;
  return midnightOf(year, month, day, timeOfDay(hour, minute, second));
};

/** `dd.mm.yyyy HH:MM` or `dd/mm/yyyy`. */
export const dayFirstClock = (text: string): number | undefined => {
  const match = /^(\d\d)[./](\d\d)[./](\d{4})(?: (\d\d):(\d\d))?$/.exec(text);
  if (match === null) return undefined;
  const [, day, month, year, hour = '0', minute = '0'] = match;
  return midnightOf(year, month, day, timeOfDay(hour, minute, '0'));
};

/** An instant with its offset, as RFC 3339 writes it. */
export const instantWithOffset = (text: string): number | undefined =>
  sameDayInstant(text) ?? parsedInstant(text);

/** The day of the last label in UTC: rows come day by day, so most labels are of the same one. */
let lastDay = { text: 'none', midnightMs: 0 };

/** `2026-01-01T12:30:00Z` on the day of the last label; undefined for any other. */
const sameDayInstant = (text: string): number | undefined => {
  if (text.length !== 20 || !text.endsWith(':00Z') || !text.startsWith(lastDay.text))
    return undefined;
  const [hour, minute] = [twoDigits(text, 11), twoDigits(text, 14)];
  const isTime = text[10] === 'T' && text[13] === ':' && hour < 24 && minute < 60;
  return isTime ? lastDay.midnightMs + (hour * 60 + minute) * MINUTE_MS : undefined;
};

const ZERO = 48;

/** Infinite where they are no digits. */
const twoDigits = (text: string, at: number): number => {
  const [tens, ones] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Infinity;
};

const parsedInstant = (text: string): number | undefined => {
  const match = /^(.{16,23})(?:(Z)|([+-])(\d\d):(\d\d))$/.exec(text);
  if (match === null) return undefined;
  const [, local = '', utc, sign, hours, minutes] = match;
  const wall = wallClock(local);
  if (wall === undefined || utc === 'Z') return noted(text, wall);
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return sign === '-' ? wall + offsetMs : wall - offsetMs;
};

/** Remembers the day of an instant in UTC for the labels that follow. */
const noted = (text: string, wall: number | undefined): number | undefined => {
  if (wall !== undefined && !text.includes('24:'))
    lastDay = { text: text.slice(0, 10), midnightMs: wall - (wall % DAY_MS) };
  return wall;
};

type Digits = string | undefined;

const timeOfDay = (hour: Digits, minute: Digits, second: Digits): number => {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const isTime = m < 60 && s < 60 && (h < 24 || (h === 24 && m + s === 0));
  return isTime ? ((h * 60 + m) * 60 + s) * 1000 : Number.NaN;
};

const midnightOf = (
  year: Digits,
  month: Digits,
  day: Digits,
  afterMs: number,
): number | undefined => {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const midnight = Date.UTC(y, m - 1, d);
  const isDate = m >= 1 && m <= 12 && d >= 1 && new Date(midnight).getUTCDate() === d;
  return isDate && !Number.isNaN(afterMs) ? midnight + afterMs : undefined;
};
