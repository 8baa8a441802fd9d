import { language, word } from './words.mjs';

const decimals = (least, most = least) =>
  new Intl.NumberFormat(language(), { minimumFractionDigits: least, maximumFractionDigits: most });

/** Wh as kWh: enough digits to tell small peers apart, no more. */
export const kwh = (wh) => {
  const value = wh / 1000;
  return decimals(Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : 2).format(value);
};

export const whole = (value) => decimals(0).format(value);
export const share = (part) =>
  new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(part);

/** 10⁻⁶ currency per kWh as currency per kWh. */
export const price = (micros) => decimals(2, 4).format(micros / 1e6);

/** Tiny numbers of the proof. */
export const tiny = (value) => {
  if (value === 0) return '0';
  const [digits, exponent] = value.toExponential(1).split('e');
  return `${decimals(1).format(Number(digits))}·10${superscript(exponent)}`;
};

const SUPERSCRIPTS = { '-': '⁻', '+': '' };
const superscript = (text) =>
  [...text].map((sign) => SUPERSCRIPTS[sign] ?? '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)]).join('');

export const real = (value) => decimals(0, 6).format(value);

/** 10⁻⁹ currency, a decimal string, as currency with two digits; the exact value is for titles. */
export const money = (nanos, currency) =>
  new Intl.NumberFormat(language(), {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
  }).format(Number(BigInt(nanos)) / 1e9);

export const exactMoney = (nanos, currency) => {
  const value = BigInt(nanos);
  const digits = String(value < 0n ? -value : value).padStart(10, '0');
  return `${value < 0n ? '−' : ''}${digits.slice(0, -9)}.${digits.slice(-9)} ${currency}`;
};

/** `kWh`, `USD/kWh`: units as they stand beside titles. */
export const units = (currency) => ({ energy: 'kWh', price: `${currency}/kWh`, money: currency });

const formatter = (zone, options) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, ...options });

export const day = (instant, zone) =>
  formatter(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(instant),
  );

export const shortDay = (instant, zone) =>
  formatter(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(instant));

export const moment = (instant, zone) =>
  Number.isNaN(Date.parse(instant))
    ? instant
    : formatter(zone, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(new Date(instant));

/** Local time of each instant; where clocks go back, the repeated hour says which of the two it is. */
export const clockTimes = (instants, zone) => {
  const plain = formatter(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const withOffset = formatter(zone, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  });
  const days = new Set(instants.map((instant) => shortDay(instant, zone)));
  const labels = instants.map((instant) => plain.format(new Date(instant)));
  return labels.map((label, index) => {
    const repeated = days.size === 1 && labels.indexOf(label) !== labels.lastIndexOf(label);
    if (days.size > 1) return `${shortDay(instants[index], zone)} ${label}`;
    return repeated ? withOffset.format(new Date(instants[index])) : label;
  });
};

/** Name of an account for people: peers by their id, the others by what they are. */
export const accountName = (account) => {
  const [kind, ...rest] = account.split(':');
  const name = rest.join(':');
  return kind === 'peer' || kind === 'grid' ? name : word(`${kind}Account`, { name });
};
