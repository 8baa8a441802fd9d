import { h } from '../dom.mjs';
import { clockTimes, kwh, price, units } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { axisStyle, chart, striped, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { colour, faded } from '../theme.mjs';
import { choose } from '../url-state.mjs';
import { word } from '../words.mjs';
import { rangeOf } from './price-range.mjs';

/** Where energy comes from, and where it goes: field, colour, word. */
const SOURCES = [
  ['generationWh', 'community', 'generation'],
  ['dischargeWh', 'storage', 'discharge'],
  ['communityImportsWh', 'network', 'fromCommunities'],
  ['gridImportsWh', 'grid', 'fromGrid'],
];
const USES = [
  ['servedWh', 'load', 'load'],
  ['chargeWh', 'storage', 'charge'],
  ['communityExportsWh', 'network', 'toCommunities'],
  ['gridExportsWh', 'grid', 'toGrid'],
  ['lossesWh', 'bad', 'losses'],
];
const STRIPED = new Set(['chargeWh', 'communityExportsWh', 'gridExportsWh', 'lossesWh']);

/** The day's picture of a market or of one community, with its price underneath. */
export const dayFigure = ({ market, auction, energy, prices, communities, community, path }) => {
  const used = ([field]) => energy.some((row) => (row[field] ?? 0) > 0);
  const sources = SOURCES.filter(used);
  const uses = USES.filter(used);
  const times = clockTimes(
    energy.map(({ start }) => start),
    market.timeZone,
  );
  const range = rangeOf(
    prices,
    community,
    energy.map(({ period }) => period),
  );
  const unit = units(auction.currency);
  const view = { energy, sources, uses, times, range, unit };
  return card(
    {
      id: 'day',
      title: word('dayTitle'),
      unit: `${unit.energy} · ${unit.price}`,
      explain: word('dayExplain'),
      tools: tabs(communities, community),
    },
    legend([
      ...sources.map(([, token, name]) => [token, word(name)]),
      ...uses.map(([field, token, name]) => [token, word(name), STRIPED.has(field) ? 'light' : '']),
      ['ink', word('price'), 'stroke'],
      ['ink-soft', word(community === undefined ? 'priceRange' : 'bound'), 'band'],
    ]),
    chart(word('dayTitle'), 440, (width) => option(view, width)),
    tableTwin({
      id: 'day-table',
      title: word('dayTitle'),
      columns: columnsOf(view),
      rows: energy.map((row, index) => ({ ...row, index })),
      csv: path,
    }),
  );
};

const TABS_MAX = 6;

/** One button per community while they are few, a list when they are many. */
const tabs = (communities, community) => {
  const pick = (id) => choose({ community: id ?? null });
  if (communities.length > TABS_MAX)
    return h(
      'select',
      {
        id: 'view',
        'aria-label': word('viewOf'),
        onchange: ({ target }) => pick(target.value || null),
      },
      h('option', { value: '' }, word('wholeMarket')),
      communities.map((id) => h('option', { value: id, selected: id === community }, id)),
    );
  const tab = (id, name) =>
    h(
      'button',
      {
        id: `view-${id ?? 'all'}`,
        type: 'button',
        'aria-pressed': String(id === community),
        onclick: () => pick(id),
      },
      name,
    );
  return h(
    'div',
    { class: 'tabs', role: 'group', 'aria-label': word('viewOf') },
    tab(undefined, word('wholeMarket')),
    communities.map((id) => tab(id, id)),
  );
};

const LEFT = 52;
const GRIDS = [
  { left: LEFT, right: 12, top: 30, height: 250 },
  { left: LEFT, right: 12, top: 322, height: 82 },
];

const option = (view, width) => ({
  grid: GRIDS,
  axisPointer: { link: [{ xAxisIndex: 'all' }] },
  tooltip: {
    ...tooltipStyle(),
    trigger: 'axis',
    formatter: ([{ dataIndex }]) => tooltipOf(view, dataIndex),
  },
  xAxis: GRIDS.map((_, index) => timeAxis(view.times, index, width)),
  yAxis: [energyAxis(view.unit), priceAxis(view.unit)],
  series: [...energySeries(view), zeroLine(), ...priceSeries(view.range)],
});

/** One axis for both grids: the labels are under the lower one. */
const timeAxis = (times, index, width) => {
  const style = axisStyle();
  const lower = index === 1;
  return {
    ...style,
    type: 'category',
    gridIndex: index,
    data: times,
    axisLine: { show: lower, onZero: false, lineStyle: style.axisLine.lineStyle },
    axisLabel: {
      ...style.axisLabel,
      show: lower,
      hideOverlap: true,
      interval: width < 520 ? Math.floor(times.length / 6) - 1 : 'auto',
    },
    axisPointer: { type: 'shadow', label: { show: false } },
  };
};

const energyAxis = (unit) => {
  const style = axisStyle();
  const formatter = (value) => kwhLabel(Math.abs(value));
  return {
    ...style,
    gridIndex: 0,
    name: unit.energy,
    axisLabel: { ...style.axisLabel, formatter },
  };
};

const priceAxis = (unit) => {
  const style = axisStyle();
  const axisLabel = { ...style.axisLabel, formatter: (value) => price(value) };
  return { ...style, gridIndex: 1, name: unit.price, splitNumber: 2, axisLabel };
};

const energySeries = ({ energy, sources, uses }) => {
  const values = (field, sign) => energy.map((row) => sign * (row[field] ?? 0));
  return [
    ...sources.map(([field, token]) => bar(values(field, 1), token)),
    ...uses.map(([field, token]) => bar(values(field, -1), token, STRIPED.has(field))),
  ];
};

const kwhLabel = (wh) => (wh === 0 ? '0' : String(Number((wh / 1000).toPrecision(3))));

const bar = (data, token, isStriped = false) => ({
  type: 'bar',
  stack: 'energy',
  data,
  barCategoryGap: '18%',
  itemStyle: { color: colour(token), ...(isStriped ? { decal: striped() } : {}) },
  emphasis: { disabled: true },
});

const zeroLine = () => ({
  type: 'line',
  data: [],
  markLine: {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: colour('ink-soft'), type: 'solid', width: 1 },
    data: [{ yAxis: 0 }],
  },
});

const priceSeries = (all) => {
  const range = all.map((each) => each ?? { least: null, middle: null, greatest: null });
  const axis = {
    xAxisIndex: 1,
    yAxisIndex: 1,
    type: 'line',
    step: 'middle',
    symbol: 'none',
    emphasis: { disabled: true },
  };
  const invisible = { ...axis, stack: 'band', lineStyle: { opacity: 0 } };
  return [
    { ...invisible, data: range.map(({ least }) => least) },
    {
      ...invisible,
      data: range.map(({ least, greatest }) => greatest - least),
      areaStyle: { color: faded('ink-soft', 0.22) },
    },
    {
      ...axis,
      data: range.map(({ middle }) => middle),
      lineStyle: { color: colour('ink'), width: 1.8 },
    },
  ];
};

const tooltipOf = ({ energy, sources, uses, times, range, unit }, index) => {
  const row = energy[index];
  const line = ([field, token, name]) => [
    colour(token),
    word(name),
    `${kwh(row[field] ?? 0)} ${unit.energy}`,
  ];
  const at = range[index];
  return tooltip(times[index], [
    ...sources.map(line),
    ...uses.map(line),
    ...(at === undefined
      ? []
      : [[colour('ink'), word('price'), `${price(at.middle)} ${unit.price}`]]),
  ]);
};

const columnsOf = ({ sources, uses, times, range, unit }) => [
  { name: word('period'), of: ({ index }) => times[index] },
  ...[...sources, ...uses].map(([field, , name]) => ({
    name: `${word(name)} (${unit.energy})`,
    of: (row) => kwh(row[field] ?? 0),
  })),
  { name: `${word('stored')} (${unit.energy})`, of: ({ storedWh }) => kwh(storedWh) },
  {
    name: `${word('price')} (${unit.price})`,
    of: ({ index }) => (range[index] === undefined ? '–' : price(range[index].middle)),
  },
];
