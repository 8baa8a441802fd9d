import { h } from '../dom.mjs';
import { clockTimes, price, units, whole } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { axisStyle, chart, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { colour, faded } from '../theme.mjs';
import { word } from '../words.mjs';

/** A small chart per community on one scale, so that they can be compared. */
export const pricesFigure = ({
  market,
  auction,
  prices,
  communitiesCount,
  gridCommunities,
  path,
}) => {
  const unit = units(auction.currency);
  const shown = [...new Set(prices.map(({ communityId }) => communityId))];
  const bounds = boundsOf(prices);
  const token = (id) => (gridCommunities.has(id) ? 'grid' : 'community');
  const some =
    shown.length < communitiesCount &&
    word('pricesSome', { shown: whole(shown.length), all: whole(communitiesCount) });
  return card(
    {
      id: 'prices',
      title: word('pricesTitle'),
      unit: unit.price,
      explain: [word('pricesExplain'), some].filter(Boolean).join(' '),
    },
    legend([
      ['community', word('price'), 'stroke'],
      ...(gridCommunities.size > 0
        ? [['grid', `${word('price')} · ${word('grid')}`, 'stroke']]
        : []),
      ['community', word('bound'), 'band'],
    ]),
    h(
      'div',
      { class: 'multiples' },
      shown.map((id) =>
        small(
          id,
          prices.filter(({ communityId }) => communityId === id),
          { market, unit, bounds, token: token(id) },
        ),
      ),
    ),
    tableTwin({
      id: 'prices-table',
      title: word('pricesTitle'),
      columns: columnsOf(prices, market, unit),
      rows: prices,
      csv: path,
    }),
  );
};

const boundsOf = (prices) => {
  const least = Math.min(...prices.map(({ leastPriceMicrosPerKwh }) => leastPriceMicrosPerKwh));
  const greatest = Math.max(
    ...prices.map(({ greatestPriceMicrosPerKwh }) => greatestPriceMicrosPerKwh),
  );
  return { min: Math.min(0, least), max: greatest };
};

const small = (id, rows, { market, unit, bounds, token }) => {
  const times = clockTimes(
    rows.map(({ start }) => start),
    market.timeZone,
  );
  return h(
    'div',
    {},
    h('h3', {}, id),
    chart(`${word('pricesTitle')}, ${id}`, 138, () => option({ rows, times, unit, bounds, token })),
  );
};

const option = ({ rows, times, unit, bounds, token }) => {
  const line = { type: 'line', step: 'middle', symbol: 'none', emphasis: { disabled: true } };
  const invisible = { ...line, stack: 'band', lineStyle: { opacity: 0 } };
  const band = rows.map((row) => row.greatestPriceMicrosPerKwh - row.leastPriceMicrosPerKwh);
  return {
    grid: { left: 42, right: 8, top: 14, bottom: 24 },
    tooltip: {
      ...tooltipStyle(),
      trigger: 'axis',
      formatter: ([{ dataIndex }]) => tooltipOf(rows[dataIndex], times[dataIndex], unit, token),
    },
    xAxis: {
      ...axisStyle(),
      type: 'category',
      data: times,
      axisLabel: {
        ...axisStyle().axisLabel,
        hideOverlap: true,
        interval: Math.max(0, Math.round(times.length / 4) - 1),
      },
    },
    yAxis: {
      ...axisStyle(),
      ...bounds,
      splitNumber: 2,
      axisLabel: {
        ...axisStyle().axisLabel,
        formatter: (value) => price(value),
        showMaxLabel: false,
      },
    },
    series: [
      { ...invisible, data: rows.map((row) => row.leastPriceMicrosPerKwh) },
      { ...invisible, data: band, areaStyle: { color: faded(token, 0.28) } },
      {
        ...line,
        data: rows.map((row) => row.priceMicrosPerKwh),
        lineStyle: { color: colour(token), width: 2 },
      },
    ],
  };
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

const columnsOf = (prices, market, unit) => {
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
