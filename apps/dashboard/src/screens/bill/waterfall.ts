import type { PeerBill } from '@trueque/contracts';
import { categoryAxis, type Option, tooltip, valueAxis } from '../../charts/option';
import { decals, type Palette, PATTERN_INK } from '../../charts/palette';
import { moneyNumber } from '../../format/numbers';

/** A bar of the waterfall: where it begins and ends, as cost: positive is to pay. */
export interface Fall {
  /** `grid-only`, `total`, or a step between them. */
  readonly code: string;
  readonly from: number;
  readonly to: number;
  readonly amountNanos: string;
  readonly energyWh: number | null;
}

/** From what the grid alone would cost, down or up by each step, to the total. */
export const fallsOf = ({ gridOnlyNanos, steps, totalNanos }: PeerBill): readonly Fall[] => {
  if (gridOnlyNanos === null) return [];
  const cost = (nanos: string) => -moneyNumber(nanos);
  let level = cost(gridOnlyNanos);
  const first: Fall = {
    ...{ code: 'grid-only', from: 0, to: level, amountNanos: gridOnlyNanos, energyWh: null },
  };
  const between = steps.map(({ code, amountNanos, energyWh }): Fall => {
    const from = level;
    level += cost(amountNanos);
    return { code, from, to: level, amountNanos, energyWh };
  });
  const last: Fall = {
    ...{ code: 'total', from: 0, to: cost(totalNanos), amountNanos: totalNanos, energyWh: null },
  };
  return [first, ...between, last];
};

interface View {
  readonly falls: readonly Fall[];
  readonly palette: Palette;
  readonly currency: string;
  readonly nameOf: (code: Fall['code']) => string;
  readonly money: (nanos: string) => string;
}

const colourOf = ({ code, from, to }: Fall, palette: Palette): string => {
  if (code === 'grid-only') return palette.grid;
  if (code === 'total') return palette.ink;
  return to <= from ? palette.community : palette.network;
};

interface Api {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
  size(extent: readonly [number, number]): [number, number];
  style(): object;
}

const WIDTH_SHARE = 0.62;

const drawFall = (_: unknown, api: Api) => {
  const [middle, top] = api.coord([api.value(0), Math.max(api.value(1), api.value(2))]);
  const [, floor] = api.coord([api.value(0), Math.min(api.value(1), api.value(2))]);
  const width = api.size([1, 0])[0] * WIDTH_SHARE;
  const shape = { x: middle - width / 2, y: top, width, height: Math.max(2, floor - top), r: 3 };
  return { type: 'rect', shape, style: api.style() };
};

export const waterfallOption = ({ falls, palette, currency, nameOf, money }: View): Option => ({
  grid: { left: 62, right: 20, top: 34, bottom: 52 },
  tooltip: {
    trigger: 'item',
    formatter: ({ dataIndex }: { dataIndex: number }) => {
      const fall = falls[dataIndex];
      return fall === undefined
        ? ''
        : tooltip(nameOf(fall.code), [[colourOf(fall, palette), '', money(fall.amountNanos)]]);
    },
  },
  xAxis: categoryAxis(
    palette,
    falls.map(({ code }) => nameOf(code)),
    {
      axisLabel: {
        color: palette.soft,
        interval: 0,
        width: 84,
        overflow: 'break',
        lineHeight: 15,
      },
    },
  ),
  yAxis: valueAxis(palette, currency),
  series: [
    {
      ...{ type: 'custom', renderItem: drawFall, encode: { x: 0, y: [1, 2] } },
      data: barsOf(falls, palette),
    },
  ],
});

const barsOf = (falls: readonly Fall[], palette: Palette) => {
  const { others, none } = decals(PATTERN_INK);
  return falls.map((fall, at) => ({
    value: [at, fall.from, fall.to],
    itemStyle: {
      color: colourOf(fall, palette),
      decal: fall.to > fall.from && fall.from !== 0 ? others : none,
    },
  }));
};
