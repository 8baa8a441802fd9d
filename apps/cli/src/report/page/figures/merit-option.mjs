import { units } from '../data.mjs';
import { amount, price, short } from '../format.mjs';
import { axisStyle, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { colour, faded } from '../theme.mjs';
import { word } from '../words.mjs';

/** One community's offers as steps, its demand as a falling line, its price across, the point where it cleared. */
export const meritOption = (curve, { at, supplied }) => {
  const steps = stepsOf(curve.blocks);
  const top = topOf(curve, at);
  const demand = demandLine(curve, top);
  const offered = steps.at(-1)?.to ?? 0;
  const asked = Math.max(...demand.map(([power]) => power), supplied);
  const right = asked === 0 ? offered : Math.min(Math.max(offered, asked * 1.06), asked * 1.7);
  const style = axisStyle();
  const axis = { ...style, type: 'value', axisLabel: { ...style.axisLabel, hideOverlap: true } };
  return {
    grid: { left: 54, right: 20, top: 28, bottom: 40 },
    tooltip: { ...tooltipStyle(), trigger: 'item' },
    xAxis: {
      ...axis,
      name: units.power,
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { ...style.nameTextStyle, align: 'center' },
      max: right || 1,
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, formatter: short, showMaxLabel: false },
    },
    yAxis: {
      ...axis,
      name: units.price,
      min: 0,
      max: top,
      splitNumber: 3,
      axisLabel: { ...axis.axisLabel, formatter: short, showMaxLabel: false },
    },
    series: [offers(steps), line(demand, 'ink', word('demand')), ...clearing(at, supplied, right)],
  };
};

const stepsOf = (blocks) => {
  let from = 0;
  return blocks.map((block) => {
    const step = { ...block, from, to: from + block.power };
    from = step.to;
    return step;
  });
};

/** A little above the dearest thing to see; values of lost load would flatten everything else. */
const topOf = ({ bids, blocks }, at = 0) => {
  const costs = [...blocks.map(({ cost }) => cost), at, ...bids.map(([value]) => value)];
  const highest = Math.max(...costs, 0);
  return highest === 0 ? 1 : Number((highest * 1.18).toPrecision(2));
};

const demandLine = ({ bids, load }, top) => {
  const line = [[load, top]];
  let power = load;
  for (const [value, more] of bids) {
    line.push([power, value], [power + more, value]);
    power += more;
  }
  return power === 0 ? [] : [...line, [power, 0]];
};

/** What generates is full, what does not is pale: a step can be both. */
const offers = (steps) => ({
  type: 'custom',
  clip: true,
  data: steps.map(({ cost, from, to }) => [from, to, cost]),
  encode: { x: [0, 1], y: 2 },
  renderItem: ({ dataIndex }, api) => stepShape(steps[dataIndex], api),
  tooltip: { formatter: ({ dataIndex }) => tooltipOf(steps[dataIndex]) },
});

const stepShape = ({ cost, from, kind, to, used }, api) => {
  const block = (start, end, fill) => {
    const [left, top] = api.coord([start, cost]);
    const [right, bottom] = api.coord([end, 0]);
    const height = Math.max(2, bottom - top);
    const shape = { x: left, y: bottom - height, width: Math.max(1, right - left), height };
    return { type: 'rect', shape, style: { fill, stroke: colour('surface'), lineWidth: 1 } };
  };
  return {
    type: 'group',
    children: [
      block(from, to, faded(kind, 0.26)),
      ...(used > 0 ? [block(from, from + used, colour(kind))] : []),
    ],
  };
};

const tooltipOf = ({ cost, kind, power, used }) => {
  return tooltip(`${price(cost)} ${units.price}`, [
    [colour(kind), word('used'), `${amount(used)} ${units.power}`],
    [faded(kind, 0.26), word('offered'), `${amount(power)} ${units.power}`],
  ]);
};

const line = (points, token, name, width = 1.8) => ({
  type: 'line',
  data: points,
  symbol: 'none',
  silent: true,
  name,
  lineStyle: { color: colour(token), width },
  emphasis: { disabled: true },
});

const clearing = (at, supplied, right) =>
  at === undefined
    ? []
    : [
        {
          ...line(
            [
              [0, at],
              [right || 1, at],
            ],
            'network',
            word('price'),
          ),
          z: 3,
        },
        {
          type: 'scatter',
          z: 4,
          symbolSize: 11,
          data: [[supplied, at]],
          itemStyle: {
            color: colour('network'),
            borderColor: colour('surface'),
            borderWidth: 2,
          },
          tooltip: {
            formatter: () =>
              tooltip(word('clearingPoint'), [
                [colour('network'), word('price'), `${price(at)} ${units.price}`],
                [colour('community'), word('supplied'), `${amount(supplied)} ${units.power}`],
              ]),
          },
        },
      ];
