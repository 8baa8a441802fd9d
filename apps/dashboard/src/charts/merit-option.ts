import type { PlacedBlock } from './merit-curve';
import { type MeritCurve, shownKw, stepsOf } from './merit-curve';
import { legend, type Option, tooltip, valueAxis } from './option';
import { decals, type Palette, PATTERN_INK } from './palette';

export interface MeritView {
  readonly curve: MeritCurve;
  readonly price: number | null;
  readonly least: number | null;
  readonly greatest: number | null;
  readonly palette: Palette;
  readonly priceUnit: string;
  readonly names: {
    readonly demand: string;
    readonly price: string;
    readonly band: string;
    readonly point: string;
    readonly kinds: Readonly<Record<PlacedBlock['kind'], string>>;
  };
  /** What a block says of itself when it is pointed at. */
  readonly tell: (block: PlacedBlock) => readonly (readonly [string, string])[];
}

/** Supply in blocks as wide as their power, demand as a line in steps, and the price with its band. */
export const meritOption = (view: MeritView): Option => {
  const { curve, palette, priceUnit } = view;
  const kinds = [...new Set(curve.supply.map(({ kind }) => kind))];
  return {
    grid: { left: 58, right: 22, top: 58, bottom: 46 },
    legend: legend(palette),
    tooltip: { trigger: 'item', formatter: (item: { data: unknown }) => tellItem(view, item.data) },
    xAxis: valueAxis(palette, 'kW', {
      ...{ nameLocation: 'middle', nameGap: 28, min: 0, max: rounded(shownKw(curve)) },
      nameTextStyle: { color: palette.soft },
      splitLine: { show: false },
      axisLabel: ends(palette),
    }),
    yAxis: valueAxis(palette, priceUnit, {
      ...{ min: 0, max: rounded(curve.topMicros / 1e6), axisLabel: ends(palette) },
    }),
    series: [
      ...kinds.map((kind) => blocksOf(view, kind)),
      demandLine(view),
      priceLine(view),
      ...pointOf(view),
    ],
  };
};

/** The chart ends where its curves do, which is no round number. */
const ends = ({ soft }: Palette) => ({ color: soft, showMaxLabel: false });

const rounded = (value: number): number => Number(value.toPrecision(3));

interface Api {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
  style(): object;
}

const coloursOf = (palette: Palette): Readonly<Record<PlacedBlock['kind'], string>> => ({
  community: palette.community,
  grid: palette.grid,
  storage: palette.storage,
  outside: palette.network,
  sold: palette.network,
  load: palette.load,
  bid: palette.load,
});

const patternsOf = () => {
  const all = decals(PATTERN_INK);
  return {
    ...{ community: all.none, grid: all.grid, storage: all.storage, outside: all.others },
    ...{ sold: all.others, load: all.none, bid: all.use },
  };
};

const LEAST_PIXELS = 3;

/** Every block from its cost down to nothing; one that costs nothing is a thin line at least. */
const drawBlock = (_: unknown, api: Api) => {
  const [from, to, cost] = [api.value(0), api.value(1), api.value(2)];
  const [left, top] = api.coord([from, cost]);
  const [right, floor] = api.coord([to, 0]);
  const height = Math.max(LEAST_PIXELS, floor - top);
  const shape = { x: left, y: floor - height, width: Math.max(1, right - left - 1), height };
  return { type: 'rect', shape, style: api.style() };
};

const blocksOf = ({ curve, palette, names }: MeritView, kind: PlacedBlock['kind']) => ({
  ...{ type: 'custom', name: names.kinds[kind], renderItem: drawBlock, clip: true },
  ...{ encode: { x: [0, 1], y: 2 } },
  itemStyle: { color: coloursOf(palette)[kind], decal: patternsOf()[kind] },
  data: curve.supply
    .filter((block) => block.kind === kind)
    .map((block) => ({
      value: [block.fromKw, block.toKw, block.priceMicrosPerKwh / 1e6],
      block,
      itemStyle: {
        opacity: block.usedKw > 0 ? 0.92 : 0.34,
        ...(block.marginal ? { borderColor: palette.ink, borderWidth: 2 } : {}),
      },
    })),
});

const demandLine = ({ curve, palette, names }: MeritView) => ({
  ...{ type: 'line', name: names.demand, symbol: 'none', clip: true, z: 4 },
  data: stepsOf(curve.demand, 0),
  lineStyle: { color: palette.ink, width: 2.4 },
  itemStyle: { color: palette.ink },
});

/** The price across the chart, over the band of prices that would be optimal too. */
const priceLine = ({ price, least, greatest, palette, names }: MeritView) => ({
  ...{ type: 'line', name: names.price, symbol: 'none', data: [], z: 5 },
  lineStyle: { color: palette.network, width: 2 },
  itemStyle: { color: palette.network },
  ...(price === null
    ? {}
    : {
        markLine: {
          ...{ silent: true, symbol: 'none', data: [{ yAxis: price / 1e6 }] },
          lineStyle: { color: palette.network, type: 'dashed', width: 2 },
          label: { show: false },
        },
        markArea: {
          silent: true,
          itemStyle: { color: palette.network, opacity: 0.17 },
          data: [[{ yAxis: (least ?? price) / 1e6 }, { yAxis: (greatest ?? price) / 1e6 }]],
        },
      }),
});

const pointOf = ({ curve, price, palette, names }: MeritView) =>
  price === null || curve.clearedKw === 0
    ? []
    : [
        {
          ...{ type: 'scatter', name: names.point, symbol: 'circle', symbolSize: 13, z: 6 },
          data: [[curve.clearedKw, price / 1e6]],
          itemStyle: { color: palette.surface, borderColor: palette.ink, borderWidth: 3 },
        },
      ];

const tellItem = ({ tell, names }: MeritView, data: unknown): string => {
  if (typeof data !== 'object' || data === null || !('block' in data)) return '';
  const block = data.block as PlacedBlock;
  return tooltip(
    names.kinds[block.kind],
    tell(block).map(([name, value]) => [undefined, name, value] as const),
  );
};
