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

/** As cost, like the axis: what is saved has a minus, what a step adds a plus. */
export const costText = ({ code, amountNanos }: Fall, money: View['money']): string => {
  const cost = -BigInt(amountNanos);
  const isStep = code !== 'grid-only' && code !== 'total';
  return `${isStep && cost > 0n ? '+' : ''}${money(String(cost))}`;
};

const ABOVE = 5;
/** Narrower slots have no room for an amount. */
const SLOT_MIN = 46;

/** A bar with its amount above it, and a line to where the next one begins. */
const drawFall =
  ({ falls, palette, money }: View) =>
  ({ dataIndex }: { dataIndex: number }, api: Api) => {
    const [at, from, to] = [api.value(0), api.value(1), api.value(2)];
    const [middle, top] = api.coord([at, Math.max(from, to)]);
    const [, floor] = api.coord([at, Math.min(from, to)]);
    const [next, level] = api.coord([at + 1, to]);
    const slot = api.size([1, 0])[0];
    const width = slot * WIDTH_SHARE;
    const shape = { x: middle - width / 2, y: top, width, height: Math.max(2, floor - top), r: 3 };
    const fall = falls[dataIndex];
    const text = fall === undefined || slot < SLOT_MIN ? '' : costText(fall, money);
    const said = { text, x: middle, y: top - ABOVE, textAlign: 'center', fill: palette.ink };
    const line = { x1: middle + width / 2, x2: next - width / 2, y1: level, y2: level };
    return {
      type: 'group',
      children: [
        { type: 'rect', shape, style: api.style() },
        { type: 'text', style: { ...said, textVerticalAlign: 'bottom', fontSize: 12 } },
        ...(dataIndex === falls.length - 1
          ? []
          : [{ type: 'line', shape: line, style: { stroke: palette.soft, lineDash: [3, 3] } }]),
      ],
    };
  };

export const waterfallOption = (view: View): Option => {
  const { falls, palette, currency, nameOf, money } = view;
  return {
    grid: { left: 62, right: 20, top: 44, bottom: 52 },
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
        ...{ type: 'custom', renderItem: drawFall(view), encode: { x: 0, y: [1, 2] } },
        data: barsOf(falls, palette),
      },
    ],
  };
};

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
