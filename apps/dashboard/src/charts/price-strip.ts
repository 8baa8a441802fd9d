import type { EnergyPoint } from '@trueque/contracts';
import type { Palette } from './palette';

const micros = (value: number | null): number | null => (value === null ? null : value / 1e6);

interface Strip {
  readonly name: string;
  readonly bandName: string;
  readonly axis: number;
}

type Priced = Pick<
  EnergyPoint,
  'priceMicrosPerKwh' | 'leastPriceMicrosPerKwh' | 'greatestPriceMicrosPerKwh'
>;

/** A price in steps over its band, for a strip below other charts or alone. */
export const priceSeries = (points: readonly Priced[], palette: Palette, strip: Strip) => {
  const { name, bandName, axis } = strip;
  const band = {
    ...{ type: 'line', step: 'middle', stack: `band${axis}`, symbol: 'none', silent: true },
    ...{ xAxisIndex: axis, yAxisIndex: axis, lineStyle: { opacity: 0 } },
  };
  const least = points.map(({ leastPriceMicrosPerKwh: it }) => micros(it));
  const greatest = points.map(({ greatestPriceMicrosPerKwh: it }) => micros(it));
  return [
    { ...band, name: '', data: least, tooltip: { show: false } },
    {
      ...{ ...band, name: bandName, itemStyle: { color: palette.network, opacity: 0.25 } },
      data: greatest.map((high, at) => (high === null ? null : high - (least[at] ?? 0))),
      areaStyle: { color: palette.network, opacity: 0.22 },
    },
    {
      ...{ name, type: 'line', step: 'middle', symbol: 'none', xAxisIndex: axis, yAxisIndex: axis },
      data: points.map(({ priceMicrosPerKwh: it }) => micros(it)),
      lineStyle: { color: palette.network, width: 2.2 },
      itemStyle: { color: palette.network },
    },
  ];
};
