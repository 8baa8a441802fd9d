import type { DurationCurve, EnergyPoint, PriceCell } from '@trueque/contracts';
import { categoryAxis, legend, type Option, tooltip, valueAxis } from '../../charts/option';
import type { Palette } from '../../charts/palette';
import { priceSeries } from '../../charts/price-strip';

export interface MapView {
  readonly cells: readonly PriceCell[];
  readonly labels: (starts: readonly string[]) => readonly string[];
  readonly palette: Palette;
  readonly priceUnit: string;
  readonly price: (micros: number) => string;
}

/** Communities down, time across, price as darkness. */
export const mapOption = ({ cells, labels, palette, priceUnit, price }: MapView): Option => {
  const starts = [...new Set(cells.map(({ start }) => start))].sort();
  const communities = [...new Set(cells.map(({ communityId }) => communityId))].sort().reverse();
  const names = labels(starts);
  const column = new Map(starts.map((start, at) => [start, at]));
  const row = new Map(communities.map((community, at) => [community, at]));
  const prices = cells.map(({ priceMicrosPerKwh }) => priceMicrosPerKwh / 1e6);
  return {
    grid: { left: 118, right: 22, top: 12, bottom: 82 },
    tooltip: {
      trigger: 'item',
      formatter: ({ value: [x, y, micros] }: { value: [number, number, number] }) =>
        tooltip(communities[y] ?? '', [
          [palette.network, names[x] ?? '', `${price(micros * 1e6)} ${priceUnit}`],
        ]),
    },
    xAxis: categoryAxis(palette, names),
    yAxis: categoryAxis(palette, communities, {
      axisLabel: { color: palette.soft, width: 104, overflow: 'truncate' },
    }),
    visualMap: {
      ...{ min: Math.min(...prices), max: Math.max(...prices), calculable: false, precision: 3 },
      ...{ orient: 'horizontal', left: 'center', bottom: 4, itemHeight: 160, itemWidth: 12 },
      text: [`${price(Math.max(...prices) * 1e6)} ${priceUnit}`, price(Math.min(...prices) * 1e6)],
      textStyle: { color: palette.soft },
      inRange: { color: [pale(palette), palette.network, darkened(palette)] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells.map(({ start, communityId, priceMicrosPerKwh }) => [
          ...[column.get(start), row.get(communityId), priceMicrosPerKwh / 1e6],
        ]),
        itemStyle: { borderColor: palette.surface, borderWidth: starts.length > 80 ? 0 : 1 },
      },
    ],
  };
};

/** The near end: a cheap hour is still a cell, and not a hole. */
const pale = ({ surface }: Palette): string => (/^#f/i.test(surface) ? '#fbf1de' : '#2a2214');

/** The far end of the scale: dark on light paper, light on dark. */
const darkened = ({ ink, surface }: Palette): string => (/^#f/i.test(surface) ? '#6b3f00' : ink);

export interface CurveView {
  readonly curve: DurationCurve;
  readonly compared: DurationCurve | undefined;
  readonly palette: Palette;
  readonly priceUnit: string;
  readonly names: { readonly price: string; readonly compared: string; readonly share: string };
}

/** The curve begins at the left, whatever part of all periods its first point stands for. */
const fromTheDearest = ({ items }: DurationCurve): DurationCurve['items'] => {
  const [first] = items;
  return first === undefined ? [] : [{ ...first, share: 0 }, ...items];
};

/** From the dearest period to the cheapest. */
export const curveOption = ({ curve, compared, palette, priceUnit, names }: CurveView): Option => {
  const line = (name: string, of: DurationCurve, dashed: boolean) => ({
    ...{ name, type: 'line', step: 'start', symbol: 'none' },
    data: fromTheDearest(of).map(({ share, priceMicrosPerKwh }) => [
      ...[share * 100, priceMicrosPerKwh / 1e6],
    ]),
    lineStyle: {
      color: palette.network,
      width: dashed ? 1.5 : 2.4,
      type: dashed ? 'dashed' : 'solid',
    },
    itemStyle: { color: palette.network },
    ...(dashed ? {} : { areaStyle: { color: palette.network, opacity: 0.13 } }),
  });
  return {
    grid: { left: 58, right: 26, top: compared === undefined ? 28 : 58, bottom: 46 },
    ...(compared === undefined ? {} : { legend: legend(palette) }),
    tooltip: { axisPointer: { type: 'line' } },
    xAxis: valueAxis(palette, `${names.share}, %`, {
      ...{ min: 0, max: 100, nameLocation: 'middle', nameGap: 28, splitLine: { show: false } },
      nameTextStyle: { color: palette.soft },
    }),
    yAxis: valueAxis(palette, priceUnit, { scale: true }),
    series: [
      line(names.price, curve, false),
      ...(compared === undefined ? [] : [line(names.compared, compared, true)]),
    ],
  };
};

export interface LineView {
  readonly points: readonly EnergyPoint[];
  readonly labels: readonly string[];
  readonly palette: Palette;
  readonly priceUnit: string;
  readonly names: { readonly price: string; readonly band: string };
  readonly price: (micros: number | null) => string;
}

export const priceLineOption = ({
  points,
  labels,
  palette,
  priceUnit,
  names,
  price,
}: LineView): Option => ({
  grid: { left: 58, right: 22, top: 58, bottom: 34 },
  legend: legend(palette),
  tooltip: { valueFormatter: (value: number | null) => price(value === null ? null : value * 1e6) },
  xAxis: categoryAxis(palette, labels),
  yAxis: valueAxis(palette, priceUnit, { scale: true }),
  series: priceSeries(points, palette, { name: names.price, bandName: names.band, axis: 0 }),
});
