import { data, onePeriod, units } from '../data.mjs';
import { h } from '../dom.mjs';
import { price, short, times, whole } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { axisStyle, chart, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { colour, faded } from '../theme.mjs';
import { word } from '../words.mjs';

const DRAWN_MAX = 12;
const BARS_MAX = 30;

const tokenOf = ({ grid }) => (grid ? 'grid' : 'community');

/** The price of each community, with every price that would be optimal too. */
export const pricesFigure = () => {
  const title = word('pricesTitle');
  const { all, rows } = data.prices;
  const drawn = rows.slice(0, onePeriod ? BARS_MAX : DRAWN_MAX);
  const counts = { shown: whole(drawn.length), all: whole(all) };
  const some = drawn.length < all ? ` ${word('communitiesSome', counts)}` : '';
  return card(
    { id: 'prices', title, unit: units.price, explain: word('pricesExplain') + some },
    keys(drawn),
    onePeriod ? chart(title, 300, (width) => barsOption(drawn, width)) : multiples(drawn, title),
    tableTwin({ id: 'prices-table', title, columns: columns(), rows: tableRows(rows) }),
  );
};

const keys = (drawn) =>
  legend([
    ['community', word('price'), 'stroke'],
    ['community', word('band'), 'band'],
    ...(drawn.some(({ grid }) => grid) ? [['grid', word('grid'), 'stroke']] : []),
  ]);

const barsOption = (rows, width) => {
  const style = axisStyle();
  const slanted = width / rows.length < 68;
  return {
    grid: { left: 60, right: 10, top: 30, bottom: slanted ? 66 : 30 },
    tooltip: {
      ...tooltipStyle(),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: ([{ dataIndex }]) => tooltipOf(rows[dataIndex], 0, rows[dataIndex].community),
    },
    xAxis: {
      ...style,
      type: 'category',
      data: rows.map(({ community }) => community),
      axisLabel: { ...style.axisLabel, interval: 0, rotate: slanted ? 50 : 0 },
    },
    yAxis: {
      ...style,
      name: units.price,
      axisLabel: { ...style.axisLabel, formatter: short },
    },
    series: bandSeries(rows, Math.min(34, ((width - 70) / rows.length) * 0.6)),
  };
};

/** The band is the height between its ends; the price is a mark on it. */
const bandSeries = (rows, width) => [
  {
    type: 'custom',
    data: rows.map(({ greatest, least }, index) => [index, least[0], greatest[0]]),
    encode: { x: 0, y: [1, 2] },
    renderItem: ({ dataIndex }, api) =>
      bandShape(rows[dataIndex], { index: dataIndex, width }, api),
  },
  {
    type: 'scatter',
    data: rows.map((row) => ({ value: row.price[0], itemStyle: { color: colour(tokenOf(row)) } })),
    symbol: 'rect',
    symbolSize: [width, 4],
    label: {
      show: rows.length <= 8,
      position: 'top',
      color: colour('ink'),
      fontSize: 12,
      formatter: ({ value }) => price(value),
    },
  },
];

const bandShape = (row, { index, width }, api) => {
  const [x, top] = api.coord([index, row.greatest[0]]);
  const [, bottom] = api.coord([index, row.least[0]]);
  const shape = { x: x - width / 2, y: top, width, height: Math.max(1, bottom - top) };
  return { type: 'rect', shape, style: { fill: faded(tokenOf(row), 0.28) } };
};

const multiples = (rows, title) => {
  const bounds = {
    min: Math.min(0, ...rows.flatMap(({ least }) => least)),
    max: Math.max(...rows.flatMap(({ greatest }) => greatest)),
  };
  return h(
    'div',
    { class: 'multiples' },
    rows.map((row) =>
      h(
        'div',
        {},
        h('h3', {}, row.community),
        chart(`${title}, ${row.community}`, 138, () => lineOption(row, bounds)),
      ),
    ),
  );
};

const lineOption = (row, bounds) => {
  const style = axisStyle();
  const labels = times();
  return {
    grid: { left: 48, right: 8, top: 14, bottom: 24 },
    tooltip: {
      ...tooltipStyle(),
      trigger: 'axis',
      formatter: ([{ dataIndex }]) => tooltipOf(row, dataIndex, labels[dataIndex]),
    },
    xAxis: {
      ...style,
      type: 'category',
      data: labels,
      axisLabel: {
        ...style.axisLabel,
        hideOverlap: true,
        interval: Math.max(0, Math.round(labels.length / 4) - 1),
      },
    },
    yAxis: {
      ...style,
      ...bounds,
      splitNumber: 2,
      axisLabel: { ...style.axisLabel, formatter: short, showMaxLabel: false },
    },
    series: priceBand(row, tokenOf(row)),
  };
};

/** A price over time with its band, drawn as the filled difference of two lines. */
export const priceBand = ({ greatest, least, price: prices }, token, axis = {}) => {
  const line = {
    ...axis,
    type: 'line',
    step: 'middle',
    symbol: 'none',
    emphasis: { disabled: true },
  };
  const edge = { ...line, stack: 'band', lineStyle: { opacity: 0 } };
  return [
    { ...edge, data: least },
    {
      ...edge,
      data: greatest.map((value, index) => value - least[index]),
      areaStyle: { color: faded(token, 0.28) },
    },
    { ...line, data: prices, lineStyle: { color: colour(token), width: 2 } },
  ];
};

const tooltipOf = (row, period, heading) => {
  const token = tokenOf(row);
  const band = `${price(row.least[period])} – ${price(row.greatest[period])}`;
  return tooltip(heading, [
    [colour(token), word('price'), `${price(row.price[period])} ${units.price}`],
    [faded(token, 0.35), word('band'), band],
  ]);
};

const tableRows = (rows) => {
  const labels = times();
  return rows.flatMap(({ community, greatest, least, price: prices }) =>
    prices.map((value, period) => ({
      community,
      time: labels[period],
      price: value,
      least: least[period],
      greatest: greatest[period],
    })),
  );
};

const columns = () => [
  { name: word('community'), of: ({ community }) => community },
  { name: word('period'), of: ({ time }) => time },
  { name: `${word('price')} (${units.price})`, of: (row) => price(row.price) },
  { name: word('least'), of: ({ least }) => price(least) },
  { name: word('greatest'), of: ({ greatest }) => price(greatest) },
];
