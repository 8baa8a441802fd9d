import type { EnergyPoint } from '@trueque/contracts';
import { categoryAxis, legend, type Option, tooltip, valueAxis } from '../../charts/option';
import { decals, type Palette, PATTERN_INK } from '../../charts/palette';
import { priceSeries } from '../../charts/price-strip';
import type { Scale } from '../../format/numbers';
import type { dayWords } from './words';

export interface DayView {
  readonly points: readonly EnergyPoint[];
  /** The same of what it is compared with, period by period; undefined without. */
  readonly compared: readonly EnergyPoint[] | undefined;
  readonly labels: readonly string[];
  readonly palette: Palette;
  readonly scale: Scale;
  readonly priceUnit: string;
  readonly words: (typeof dayWords)['en'];
  readonly energy: (wh: number) => string;
  readonly price: (micros: number | null) => string;
}

const LEFT = 58;
const RIGHT = 52;

/** Three charts above one another on one axis of time: supply and load, storage, price. */
export const dayOption = (view: DayView): Option => {
  const { palette, labels, scale, priceUnit, words } = view;
  const axis = (gridIndex: number, show: boolean) =>
    categoryAxis(palette, labels, {
      gridIndex,
      axisLabel: { show, color: palette.soft, hideOverlap: true },
    });
  const value = (gridIndex: number, name: string, more: object = {}) =>
    valueAxis(palette, name, { gridIndex, splitNumber: 3, ...more });
  return {
    grid: [
      { left: LEFT, right: RIGHT, top: 66, height: 216 },
      { left: LEFT, right: RIGHT, top: 322, height: 118 },
      { left: LEFT, right: RIGHT, top: 482, height: 92 },
    ],
    legend: legend(palette),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      formatter: (items: { dataIndex: number }[]) => tellDay(view, items[0]?.dataIndex ?? 0),
    },
    xAxis: [axis(0, false), axis(1, false), axis(2, true)],
    yAxis: [
      value(0, scale.unit),
      value(1, scale.unit),
      value(2, priceUnit, { scale: true }),
      value(1, `${words.stored}, ${scale.unit}`, {
        ...{ position: 'right', splitLine: { show: false } },
        nameTextStyle: { color: palette.soft, align: 'right', padding: [0, -30, 4, 0] },
      }),
    ],
    series: [...supplySeries(view), ...storageSeries(view), ...strips(view)],
  };
};

const supplySeries = (view: DayView) => {
  const { palette, points, compared, scale, words } = view;
  const patterns = decals(PATTERN_INK);
  const bar = (name: string, key: keyof EnergyPoint, color: string, decal: object) => ({
    ...{ name, type: 'bar', stack: 'supply', barCategoryGap: '18%' },
    data: points.map((point) => Number(point[key]) / scale.divisor),
    itemStyle: { color, decal },
  });
  const line = (name: string, of: readonly EnergyPoint[], dashed: boolean) => ({
    ...{ name, type: 'line', step: 'middle', symbol: 'none', z: 5 },
    data: of.map(({ servedWh }) => servedWh / scale.divisor),
    lineStyle: { color: palette.ink, width: dashed ? 1.4 : 2.2, type: dashed ? 'dashed' : 'solid' },
    itemStyle: { color: palette.ink },
  });
  const fromOthers = points.some(({ communityImportsWh }) => communityImportsWh > 0);
  return [
    bar(words.generation, 'generationWh', palette.community, patterns.none),
    ...(fromOthers
      ? [bar(words.communityImports, 'communityImportsWh', palette.community, patterns.others)]
      : []),
    bar(words.discharge, 'dischargeWh', palette.storage, patterns.storage),
    bar(words.gridImports, 'gridImportsWh', palette.grid, patterns.grid),
    line(words.load, points, false),
    ...(compared === undefined ? [] : [line(words.compared(words.load), compared, true)]),
  ];
};

const storageSeries = ({ palette, points, scale, words }: DayView) => {
  const place = { xAxisIndex: 1, yAxisIndex: 1 };
  const patterns = decals(PATTERN_INK);
  return [
    {
      ...{ ...place, name: words.discharge, type: 'bar', stack: 'storage' },
      data: points.map(({ dischargeWh }) => dischargeWh / scale.divisor),
      itemStyle: { color: palette.storage, decal: patterns.storage },
    },
    {
      ...{ ...place, name: words.charge, type: 'bar', stack: 'storage' },
      data: points.map(({ chargeWh }) => -chargeWh / scale.divisor),
      itemStyle: { color: palette.storage, opacity: 0.55, decal: patterns.use },
    },
    {
      ...{ name: words.stored, type: 'line', xAxisIndex: 1, yAxisIndex: 3, symbol: 'none' },
      data: points.map(({ storedWh }) => storedWh / scale.divisor),
      lineStyle: { color: palette.storage, width: 2, type: 'dotted' },
      itemStyle: { color: palette.storage },
    },
  ];
};

const strips = ({ palette, points, compared, words }: DayView) => {
  const strip = { name: words.price, bandName: words.band, axis: 2 };
  const [, , other] = priceSeries(compared ?? [], palette, strip);
  return [
    ...priceSeries(points, palette, strip),
    ...(compared === undefined || other === undefined
      ? []
      : [
          {
            ...other,
            name: words.compared(words.price),
            lineStyle: { color: palette.network, width: 1.4, type: 'dashed' },
          },
        ]),
  ];
};

const tellDay = (view: DayView, index: number): string => {
  const { points, labels, palette, words, energy, price } = view;
  const point = points[index];
  if (point === undefined) return '';
  return tooltip(labels[index] ?? '', [
    [palette.community, words.generation, energy(point.generationWh)],
    [palette.storage, words.discharge, energy(point.dischargeWh)],
    [palette.grid, words.gridImports, energy(point.gridImportsWh)],
    ...(point.communityImportsWh > 0
      ? [[palette.community, words.communityImports, energy(point.communityImportsWh)] as const]
      : []),
    [palette.ink, words.load, energy(point.servedWh)],
    [palette.storage, words.charge, energy(point.chargeWh)],
    [palette.storage, words.stored, energy(point.storedWh)],
    [palette.network, words.price, `${price(point.priceMicrosPerKwh)} ${view.priceUnit}`],
  ]);
};
