import { data, onePeriod, units } from '../data.mjs';
import { amount, short, whole } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { axisStyle, chart, striped, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { colour } from '../theme.mjs';
import { word } from '../words.mjs';

const DRAWN_MAX = 40;
/** Field, colour and shape of each bar. */
const BARS = [
  ['generation', 'community', ''],
  ['imports', 'load', ''],
  ['exports', 'community', 'light'],
];

/** Generated, imported and exported power of each peer, as the paper draws it. */
export const peersFigure = () => {
  const { all, rows } = data.peers;
  const drawn = largest(rows);
  const counts = { shown: whole(drawn.length), all: whole(all) };
  const title = word('peersTitle');
  return card(
    {
      id: 'peers',
      title,
      unit: units.power,
      explain: [
        word(onePeriod ? 'peersExplain' : 'peersExplainMean'),
        drawn.length < all && word('peersSome', counts),
        topOf(drawn) !== null && word('gridBeyond', { power: `${amount(gridMost(drawn))} kW` }),
      ]
        .filter(Boolean)
        .join(' '),
    },
    legend([
      ...BARS.map(([field, token, shape]) => [token, word(field), shape]),
      ...(drawn.some(isGrid) ? [['grid', word('grid')]] : []),
    ]),
    chart(title, 330, (width) => option(drawn, width)),
    tableTwin({ id: 'peers-table', title, columns: columns(), rows, all }),
  );
};

const isGrid = ({ role }) => role === 'grid';
const moved = ({ generation, imports, exports }) => generation + imports + exports;

/** Those who move most, in the order of the case file, with the main grid last. */
const largest = (peers) => {
  const chosen = new Set([...peers].sort((a, b) => moved(b) - moved(a)).slice(0, DRAWN_MAX));
  const inOrder = peers.filter((peer) => chosen.has(peer));
  return [...inOrder.filter((peer) => !isGrid(peer)), ...inOrder.filter(isGrid)];
};

const mostOf = (peers) =>
  Math.max(0, ...peers.flatMap((peer) => BARS.map(([field]) => peer[field])));
const gridMost = (peers) => mostOf(peers.filter(isGrid));

/** Where the main grid would flatten everyone else, the axis ends above the largest peer. */
const topOf = (peers) => {
  const most = mostOf(peers.filter((peer) => !isGrid(peer)));
  return most > 0 && gridMost(peers) > 6 * most ? Number((most * 1.3).toPrecision(2)) : null;
};

const option = (peers, width) => {
  const slanted = width / peers.length < 68;
  const style = axisStyle();
  const names = {
    interval: 0,
    rotate: slanted ? 50 : 0,
    width: slanted ? 80 : 96,
    overflow: 'truncate',
  };
  const formatter = ([{ dataIndex }]) => tooltipOf(peers[dataIndex]);
  return {
    grid: { left: 56, right: 8, top: 30, bottom: slanted ? 66 : 30 },
    tooltip: { ...tooltipStyle(), trigger: 'axis', axisPointer: { type: 'shadow' }, formatter },
    xAxis: {
      ...style,
      type: 'category',
      data: peers.map(({ id }) => id),
      axisLabel: { ...style.axisLabel, ...names },
    },
    yAxis: {
      ...style,
      name: units.power,
      max: topOf(peers),
      axisLabel: { ...style.axisLabel, formatter: short },
    },
    series: BARS.map((bar) => seriesOf(peers, bar)),
  };
};

const seriesOf = (peers, [field, token, shape]) => ({
  type: 'bar',
  barGap: '12%',
  barCategoryGap: '32%',
  barMaxWidth: 34,
  emphasis: { disabled: true },
  label: {
    show: peers.length <= 8,
    position: 'top',
    color: colour('ink-soft'),
    fontSize: 11.5,
    formatter: ({ value }) => (value === 0 ? '' : amount(value)),
  },
  data: peers.map((peer) => ({
    value: peer[field],
    itemStyle: {
      color: colour(isGrid(peer) ? 'grid' : token),
      borderRadius: [3, 3, 0, 0],
      ...(shape === 'light' ? { decal: striped() } : {}),
    },
  })),
});

const tooltipOf = (peer) =>
  tooltip(
    `${peer.id} · ${word(peer.role)} · ${peer.community}`,
    BARS.map(([field, token]) => [
      colour(isGrid(peer) ? 'grid' : token),
      word(field),
      `${amount(peer[field])} ${units.power}`,
    ]),
  );

const columns = () => {
  const stores = data.peers.rows.some(({ charge, discharge }) => charge + discharge > 0);
  const storage = stores ? ['charge', 'discharge'] : [];
  return [
    { name: word('peer'), of: ({ id }) => id },
    { name: word('community'), text: true, of: ({ community }) => community },
    { name: word('role'), text: true, of: ({ role }) => word(role) },
    ...['generation', 'imports', 'exports', ...storage, 'load', 'served'].map((field) => ({
      name: `${word(field)} (${units.power})`,
      of: (row) => amount(row[field]),
    })),
  ];
};
