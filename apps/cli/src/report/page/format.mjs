import { data, head } from './data.mjs';
import { language, word } from './words.mjs';

const decimals = (least, most = least) =>
  new Intl.NumberFormat(language(), { minimumFractionDigits: least, maximumFractionDigits: most });

/** kW or kWh: enough digits to tell small peers apart, no more. */
export const amount = (value) => {
  const size = Math.abs(value);
  return decimals(0, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3).format(value);
};

export const whole = (value) => decimals(0).format(value);
/** Of one thing in words of its own, of more with their number. */
export const counted = (count, one, more) =>
  count === 1 ? word(one) : word(more, { count: whole(count) });

export const real = (value) => decimals(0, 9).format(value);
export const price = (value) => decimals(2, 6).format(value);

export const share = (part) =>
  new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(part);

/** Few digits, for axes. */
export const short = (value) => decimals(0, 4).format(Number(value.toPrecision(4)));

/** Tiny numbers of the proof. */
export const tiny = (value) => {
  if (value === 0) return '0';
  const [digits, exponent] = value.toExponential(1).split('e');
  return `${decimals(1).format(Number(digits))}·10${superscript(exponent)}`;
};

const SUPERSCRIPTS = { '-': '⁻', '+': '' };
const superscript = (text) =>
  [...text].map((sign) => SUPERSCRIPTS[sign] ?? '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)]).join('');

/** Instants in the case file's own offset, which browsers do not know as a time zone. */
const local = (instant, options) =>
  new Intl.DateTimeFormat(language(), { timeZone: 'UTC', ...options }).format(
    new Date(Date.parse(instant) + head.offsetMinutes * 60_000),
  );

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

export const moment = (instant) =>
  Number.isNaN(Date.parse(instant))
    ? instant
    : local(instant, { day: 'numeric', month: 'short', year: 'numeric', ...CLOCK });

export const day = (instant) =>
  local(instant, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** Local start of each period; the day too where there are several. */
export const times = () => {
  const days = new Set(data.starts.map(day));
  return data.starts.map((start) =>
    local(start, days.size > 1 ? { day: 'numeric', month: 'short', ...CLOCK } : CLOCK),
  );
};
