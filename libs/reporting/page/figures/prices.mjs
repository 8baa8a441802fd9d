import { h } from '../dom.mjs';
import { clockTimes, price, units, whole } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { axisStyle, chart, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { colour, faded } from '../theme.mjs';
import { word } from '../words.mjs';

/** A small chart per community on one scale, so that they can be compared. */
export const pricesFigure = (view) => {
  const { prices, path, auction, communitiesCount } = view;
  const unit = units(auction.currency);
  const title = word('pricesTitle');
  const shown = [...new Set(prices.map(({ communityId }) => communityId))];
  const counts = { shown: whole(shown.length), all: whole(communitiesCount) };
  const some = shown.length < communitiesCount ? ` ${word('pricesSome', counts)}` : '';
  const bounds = boundsOf(prices);
  return card(
    { id: 'prices', title, unit: unit.price, explain: word('pricesExplain') + some },
    keys(view),
    h(
      'div',
      { class: 'multiples' },
      shown.map((id) => small(id, { ...view, unit, bounds })),
    ),
    tableTwin({
      id: 'prices-table',
      title,
      columns: columnsOf(view, unit),
      rows: prices,
      csv: path,
    }),
  );
};

const keys = ({ gridCommunities }) =>
  legend([
    ['community', word('price'), 'stroke'],
    ...(gridCommunities.size > 0 ? [['grid', `${word('price')} · ${word('grid')}`, 'stroke']] : []),
    ['community', word('bound'), 'band'],
  ]);

const boundsOf = (prices) => {
  const least = Math.min(...prices.map(({ leastPriceMicrosPerKwh }) => leastPriceMicrosPerKwh));
  const greatest = Math.max(
    ...prices.map(({ greatestPriceMicrosPerKwh }) => greatestPriceMicrosPerKwh),
  );
  return { min: Math.min(0, least), max: greatest };
};

const small = (id, { prices, market, unit, bounds, gridCommunities }) => {
  const rows = prices.filter(({ communityId }) => communityId === id);
  const starts = rows.map(({ start }) => start);
  const times = clockTimes(starts, market.timeZone);
  const token = gridCommunities.has(id) ? 'grid' : 'community';
  const draw = () => option({ rows, times, unit, bounds, token });
  return h('div', {}, h('h3', {}, id), chart(`${word('pricesTitle')}, ${id}`, 138, draw));
};

const option = ({ rows, times, unit, bounds, token }) => {
  const style = axisStyle();
  const interval = Math.max(0, Math.round(times.length / 4) - 1);
  const formatter = ([{ dataIndex }]) => tooltipOf(rows[dataIndex], times[dataIndex], unit, token);
  return {
    grid: { left: 42, right: 8, top: 14, bottom: 24 },
    tooltip: { ...tooltipStyle(), trigger: 'axis', formatter },
    xAxis: {
      ...style,
      type: 'category',
      data: times,
      axisLabel: { ...style.axisLabel, hideOverlap: true, interval },
    },
    yAxis: {
      ...style,
      ...bounds,
      splitNumber: 2,
      axisLabel: { ...style.axisLabel, formatter: (value) => price(value), showMaxLabel: false },
    },
    series: seriesOf(rows, token),
  };
};

/** The band is drawn as the height between two lines of which only the difference is filled. */
const seriesOf = (rows, token) => {
  const line = { type: 'line', step: 'middle', symbol: 'none', emphasis: { disabled: true } };
  const edge = { ...line, stack: 'band', lineStyle: { opacity: 0 } };
  const heights = rows.map((row) => row.greatestPriceMicrosPerKwh - row.leastPriceMicrosPerKwh);
  return [
    { ...edge, data: rows.map((row) => row.leastPriceMicrosPerKwh) },
    { ...edge, data: heights, areaStyle: { color: faded(token, 0.28) } },
    {
      ...line,
      data: rows.map((row) => row.priceMicrosPerKwh),
      lineStyle: { color: colour(token), width: 2 },
    },
  ];
};

const tooltipOf = (row, time, unit, token) =>
  tooltip(time, [
    [colour(token), word('price'), `${price(row.priceMicrosPerKwh)} ${unit.price}`],
    [
      faded(token, 0.35),
      word('bound'),
      `${price(row.leastPriceMicrosPerKwh)} – ${price(row.greatestPriceMicrosPerKwh)}`,
    ],
  ]);

const columnsOf = ({ prices, market }, unit) => {
  const starts = [...new Set(prices.map(({ start }) => start))];
  const times = new Map(
    clockTimes(starts, market.timeZone).map((time, index) => [starts[index], time]),
  );
  return [
    { name: word('community'), of: ({ communityId }) => communityId },
    { name: word('period'), of: ({ start }) => times.get(start) },
    { name: `${word('price')} (${unit.price})`, of: (row) => price(row.priceMicrosPerKwh) },
    { name: word('least'), of: (row) => price(row.leastPriceMicrosPerKwh) },
    { name: word('greatest'), of: (row) => price(row.greatestPriceMicrosPerKwh) },
  ];
};
