import { decimal, money, percent, price, tiny, whole } from '../format/numbers';
import type { Format } from '../shell/use-format';

/** How a market in Utrecht or Utrera tells its numbers: EUR, and times as they stand in UTC. */
export const formatIn = (language: 'en' | 'es'): Format => ({
  ...{ language, currency: 'EUR', priceUnit: 'EUR/kWh' },
  place: { language, timeZone: 'Etc/UTC' },
  whole: (value) => whole(value, language),
  decimal: (value, digits) => decimal(value, digits, language),
  percent: (share, digits) => percent(share, language, digits),
  price: (micros) => (micros === null ? '–' : price(micros, language)),
  tiny: (value) => (value === null ? '–' : tiny(value, language)),
  money: (nanos) => money(nanos, 'EUR', language),
  scaled: (value, { divisor, digits }) => decimal(value / divisor, digits, language),
  energy: (wh) => `${decimal(wh / 1000, 2, language)} kWh`,
  clock: (instant) => instant.slice(11, 16),
  date: (instant) => instant.slice(0, 10),
  dateTime: (instant) => instant.slice(0, 16),
  labels: (instants) => [...instants],
});
