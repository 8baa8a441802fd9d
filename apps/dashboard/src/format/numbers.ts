import type { Language } from '../words/words';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-ES' };
export const localeOf = (language: Language): string => LOCALES[language];

const MINUS = '−';
const minus = (text: string) => text.replace('-', MINUS);

/** A number with this many digits after the point, as people of the language write it. */
export const decimal = (value: number, digits: number, language: Language): string =>
  minus(
    new Intl.NumberFormat(LOCALES[language], {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: true,
    }).format(Object.is(value, -0) ? 0 : value),
  );

export const whole = (value: number, language: Language): string => decimal(value, 0, language);

/** As many digits as it has: a number beside an axis. */
export const axisNumber = (value: number, language: Language): string =>
  minus(
    new Intl.NumberFormat(LOCALES[language], {
      ...{ maximumFractionDigits: 6, useGrouping: true },
    }).format(value),
  );

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number near nothing: `1.2 × 10⁻⁹`, `1,2 × 10⁻⁹`. */
export const tiny = (value: number, language: Language): string => {
  if (value === 0) return '0';
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  const raised = String(Math.abs(Number(exponent))).replaceAll(
    /\d/g,
    (digit) => SUPERSCRIPTS[Number(digit)] ?? digit,
  );
  return `${decimal(Number(mantissa), 1, language)} × 10${Number(exponent) < 0 ? '⁻' : ''}${raised}`;
};

export const percent = (share: number, language: Language, digits = 0): string =>
  minus(
    new Intl.NumberFormat(LOCALES[language], {
      style: 'percent',
      maximumFractionDigits: digits,
    }).format(share),
  );

/** A unit that keeps a figure short, and what a Wh or W is divided by for it. */
export interface Scale {
  readonly unit: string;
  readonly divisor: number;
  readonly digits: number;
}

/** The scale for numbers up to `greatest` Wh: two digits for a home, none for a region. */
export const energyScale = (greatestWh: number): Scale => {
  if (greatestWh >= 10e9) return { unit: 'GWh', divisor: 1e9, digits: 2 };
  if (greatestWh >= 10e6) return { unit: 'MWh', divisor: 1e6, digits: 2 };
  return { unit: 'kWh', divisor: 1e3, digits: greatestWh >= 1e6 ? 1 : 2 };
};

export const powerScale = (greatestKw: number): Scale =>
  greatestKw >= 10_000
    ? { unit: 'MW', divisor: 1e3, digits: 2 }
    : { unit: 'kW', divisor: 1, digits: greatestKw >= 1_000 ? 1 : 2 };

export const scaled = (value: number, { divisor, digits }: Scale, language: Language): string =>
  decimal(value / divisor, digits, language);

/** 10⁻⁶ currency per kWh, as a price with four digits: they tell prices of a night apart. */
export const price = (micros: number, language: Language): string =>
  decimal(micros / 1e6, 4, language);

/** 10⁻⁹ currency as money, to the cent. */
export const money = (nanos: string | bigint, currency: string, language: Language): string => {
  const cents = centsOf(BigInt(nanos));
  return minus(
    new Intl.NumberFormat(LOCALES[language], {
      ...{ style: 'currency', currency, useGrouping: true },
    }).format(Number(cents) / 100),
  );
};

const CENT = 10_000_000n;

/** Half a cent is rounded away from zero, as a bill would. */
const centsOf = (nanos: bigint): bigint => {
  const size = nanos < 0n ? -nanos : nanos;
  const cents = (size + CENT / 2n) / CENT;
  return nanos < 0n ? -cents : cents;
};

/** To the last 10⁻⁹, for whoever checks: `−1.250000000`. */
export const exactMoney = (nanos: string): string => {
  const negative = nanos.startsWith('-');
  const digits = nanos.replace('-', '').padStart(10, '0');
  const sign = negative ? MINUS : '';
  return `${sign}${digits.slice(0, -9)}.${digits.slice(-9)}`;
};

/** For charts alone, where a pixel is worth more than a nano. */
export const moneyNumber = (nanos: string): number => Number(BigInt(nanos) / 1000n) / 1e6;
