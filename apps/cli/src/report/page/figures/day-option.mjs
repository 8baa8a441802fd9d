import { units } from '../data.mjs';
import { amount, price, short, times } from '../format.mjs';
import { axisStyle, striped, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { colour, faded } from '../theme.mjs';
import { word } from '../words.mjs';
import { priceBand } from './prices.mjs';

const LEFT = 60;
const GAP = 46;
const PANELS = { power: 230, storage: 90, stored: 70, price: 90 };

/** Storage has two panels of its own where there is any. */
const panelsOf = ({ stores }) =>
  stores ? ['power', 'storage', 'stored', 'price'] : ['power', 'price'];

export const dayHeight = (drawn) =>
  panelsOf(drawn).reduce((sum, panel) => sum + PANELS[panel] + GAP, 8);

/** Panels over one time axis, linked, so that a pointer reads all of them at once. */
export const dayOption = (drawn, width) => {
  const panels = panelsOf(drawn);
  const labels = times();
  return {
    grid: gridsOf(panels),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      ...tooltipStyle(),
      trigger: 'axis',
      formatter: ([{ dataIndex }]) => tooltipOf(drawn, dataIndex, labels[dataIndex]),
    },
    xAxis: panels.map((_, index) =>
      timeAxis(labels, { index, last: index === panels.length - 1, width }),
    ),
    yAxis: panels.map(valueAxis),
    series: panels.flatMap((panel, index) =>
      SERIES[panel](drawn, { xAxisIndex: index, yAxisIndex: index }),
    ),
  };
};

const gridsOf = (panels) => {
  let top = 30;
  return panels.map((panel) => {
    const grid = { left: LEFT, right: 12, top, height: PANELS[panel] };
    top += PANELS[panel] + GAP;
    return grid;
  });
};

const timeAxis = (labels, { index, last, width }) => {
  const style = axisStyle();
  return {
    ...style,
    type: 'category',
    gridIndex: index,
    data: labels,
    axisLabel: {
      ...style.axisLabel,
      show: last,
      hideOverlap: true,
      interval: width < 520 ? Math.max(0, Math.floor(labels.length / 6) - 1) : 'auto',
    },
    axisPointer: { type: 'shadow', label: { show: false } },
  };
};

const valueAxis = (panel, index) => {
  const style = axisStyle();
  const unit = { price: units.price, stored: units.energy }[panel] ?? units.power;
  return {
    ...style,
    gridIndex: index,
    name: `${word(`${panel}Panel`)}, ${unit}`,
    splitNumber: panel === 'power' ? 5 : 2,
    axisLabel: {
      ...style.axisLabel,
      formatter: (value) => short(panel === 'storage' ? Math.abs(value) : value),
    },
  };
};

const line = (data, token, axis) => ({
  ...axis,
  type: 'line',
  step: 'middle',
  symbol: 'none',
  emphasis: { disabled: true },
  data,
  z: 3,
  lineStyle: { color: colour(token), width: 2 },
});

const bar = (data, token, axis) => ({
  ...axis,
  type: 'bar',
  stack: `bars-${axis.xAxisIndex}`,
  data,
  barCategoryGap: data.length > 60 ? '0%' : '10%',
  itemStyle: { color: colour(token) },
  emphasis: { disabled: true },
});

const SERIES = {
  power: ({ sources, view }, axis) => [
    ...sources.map(([field, token]) => bar(view[field], token, axis)),
    line(view.served, 'ink', axis),
  ],
  storage: ({ view }, axis) => {
    const charge = bar(
      view.charge.map((power) => -power),
      'storage',
      axis,
    );
    const decal = { decal: striped() };
    return [
      bar(view.discharge, 'storage', axis),
      { ...charge, itemStyle: { ...charge.itemStyle, ...decal } },
    ];
  },
  stored: ({ view }, axis) => [
    {
      ...line(view.stored, 'storage', axis),
      step: false,
      areaStyle: { color: faded('storage', 0.2) },
    },
  ],
  price: (drawn, axis) => priceBand(drawn.price, 'ink-soft', axis),
};

const tooltipOf = ({ price: prices, sources, stores, view }, at, time) => {
  const power = (value) => `${amount(value)} ${units.power}`;
  return tooltip(time, [
    ...sources.map(([field, token]) => [colour(token), word(field), power(view[field][at])]),
    [colour('ink'), word('served'), power(view.served[at])],
    ...(stores
      ? [
          [faded('storage', 0.5), word('charge'), power(view.charge[at])],
          [colour('storage'), word('stored'), `${amount(view.stored[at])} ${units.energy}`],
        ]
      : []),
    [colour('ink-soft'), word('price'), `${price(prices.price[at])} ${units.price}`],
  ]);
};
