import { kwh, units, whole } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { axisStyle, chart, striped, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { colour } from '../theme.mjs';
import { word } from '../words.mjs';

const DRAWN_MAX = 40;
/** Field, colour, word and shape of each bar. */
const BARS = [
  ['generationWh', 'community', 'generated', ''],
  ['importsWh', 'load', 'imported', ''],
  ['exportsWh', 'community', 'exported', 'light'],
];

/** Generated, imported and exported energy of each peer, as the paper draws it. */
export const peersFigure = ({ auction, peers, path }) => {
  const unit = units(auction.currency);
  const drawn = largest(peers);
  const some =
    drawn.length < peers.length &&
    word('peersSome', { shown: whole(drawn.length), all: whole(peers.length) });
  return card(
    {
      id: 'peers',
      title: word('peersTitle'),
      unit: unit.energy,
      explain: [word('peersExplain'), some].filter(Boolean).join(' '),
    },
    legend([
      ...BARS.map(([, token, name, shape]) => [token, word(name), shape]),
      ...(drawn.some(({ role }) => role === 'grid') ? [['grid', word('grid')]] : []),
    ]),
    chart(word('peersTitle'), 330, (width) => option(drawn, unit, width)),
    tableTwin({
      id: 'peers-table',
      title: word('peersTitle'),
      columns: columnsOf(unit),
      rows: peers,
      csv: path,
    }),
  );
};

const moved = ({ generationWh, importsWh, exportsWh }) => generationWh + importsWh + exportsWh;

/** Those who move most, in the order of the list, with the main grid last. */
const largest = (peers) => {
  const chosen = new Set([...peers].sort((a, b) => moved(b) - moved(a)).slice(0, DRAWN_MAX));
  const isGrid = ({ role }) => role === 'grid';
  const inOrder = peers.filter((peer) => chosen.has(peer));
  return [...inOrder.filter((peer) => !isGrid(peer)), ...inOrder.filter(isGrid)];
};

const option = (peers, unit, width) => {
  const slanted = width / peers.length < 68;
  const style = axisStyle();
  const names = {
    interval: 0,
    rotate: slanted ? 50 : 0,
    width: slanted ? 80 : 96,
    overflow: 'truncate',
  };
  const formatter = ([{ dataIndex }]) => tooltipOf(peers[dataIndex], unit);
  return {
    grid: { left: 48, right: 8, top: 30, bottom: slanted ? 66 : 30 },
    tooltip: { ...tooltipStyle(), trigger: 'axis', axisPointer: { type: 'shadow' }, formatter },
    xAxis: {
      ...style,
      type: 'category',
      data: peers.map(({ peerId }) => peerId),
      axisLabel: { ...style.axisLabel, ...names },
    },
    yAxis: {
      ...style,
      name: unit.energy,
      axisLabel: { ...style.axisLabel, formatter: (value) => String(value / 1000) },
    },
    series: BARS.map((bar) => seriesOf(peers, bar)),
  };
};

const seriesOf = (peers, [field, token, , shape]) => ({
  type: 'bar',
  barGap: '12%',
  barCategoryGap: '32%',
  barMaxWidth: 30,
  emphasis: { disabled: true },
  data: peers.map((peer) => ({
    value: peer[field],
    itemStyle: {
      color: colour(peer.role === 'grid' ? 'grid' : token),
      borderRadius: [3, 3, 0, 0],
      ...(shape === 'light' ? { decal: striped() } : {}),
    },
  })),
});

const tooltipOf = (peer, unit) =>
  tooltip(
    `${peer.peerId} · ${roleName(peer)}`,
    BARS.map(([field, token, name]) => [
      colour(peer.role === 'grid' ? 'grid' : token),
      word(name),
      `${kwh(peer[field])} ${unit.energy}`,
    ]),
  );

const roleName = ({ role }) => (role === 'grid' ? word('grid-role') : word(role ?? ''));

const columnsOf = (unit) => [
  { name: word('peer'), of: ({ peerId }) => peerId },
  { name: word('community'), text: true, of: ({ communityId }) => communityId },
  { name: word('role'), text: true, of: roleName },
  ...[
    ...BARS,
    ['chargeWh', '', 'charge'],
    ['dischargeWh', '', 'discharge'],
    ['servedWh', '', 'load'],
  ].map(([field, , name]) => ({
    name: `${word(name)} (${unit.energy})`,
    of: (row) => kwh(row[field]),
  })),
];
