import { useMemo } from 'react';
import {
  decimal,
  energyScale,
  money,
  percent,
  price,
  type Scale,
  scaled,
  tiny,
  whole,
} from '../format/numbers';
import { axisLabels, clockTime, dateTime, shortDate } from '../format/times';
import { useChosen } from './market';

/** Numbers, money and times as the chosen market and language write them. */
export const useFormat = () => {
  const { market, place } = useChosen();
  const { language } = place;
  const { currency } = market;
  return useMemo(
    () => ({
      ...{ language, currency, place },
      priceUnit: `${currency}/kWh`,
      whole: (value: number) => whole(value, language),
      decimal: (value: number, digits: number) => decimal(value, digits, language),
      percent: (share: number, digits?: number) => percent(share, language, digits),
      price: (micros: number | null) => (micros === null ? '–' : price(micros, language)),
      tiny: (value: number | null) => (value === null ? '–' : tiny(value, language)),
      money: (nanos: string | bigint) => money(nanos, currency, language),
      scaled: (value: number, scale: Scale) => scaled(value, scale, language),
      energy: (wh: number) => {
        const scale = energyScale(Math.abs(wh));
        return `${scaled(wh, scale, language)} ${scale.unit}`;
      },
      clock: (instant: string) => clockTime(instant, place),
      date: (instant: string) => shortDate(instant, place),
      dateTime: (instant: string) => dateTime(instant, place),
      labels: (instants: readonly string[]) => axisLabels(instants, place),
    }),
    [language, currency, place],
  );
};

export type Format = ReturnType<typeof useFormat>;
