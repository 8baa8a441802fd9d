import { h } from '../dom.mjs';
import { kwh, money, units } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { chart, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { colour } from '../theme.mjs';
import { word } from '../words.mjs';

/** Sellers at the left, buyers at the right: so there is no cycle, and what stays within is seen too. */
export const flowsFigure = ({ auction, exchanges, path }) => {
  const unit = units(auction.currency);
  const head = {
    id: 'flows',
    title: word('flowsTitle'),
    unit: unit.energy,
    explain: word('flowsExplain'),
  };
  if (exchanges.length === 0) return card(head, h('p', {}, word('noTrades')));
  const height = Math.max(
    366,
    52 * Math.max(sides(exchanges, 'from').length, sides(exchanges, 'to').length) + 60,
  );
  return card(
    head,
    legend([
      ['community', word('within')],
      ['network', word('between')],
      ['grid', word('withGrid')],
    ]),
    chart(word('flowsTitle'), Math.min(height, 900), (width) => option(exchanges, unit, width)),
    tableTwin({
      id: 'flows-table',
      title: word('flowsTitle'),
      columns: columnsOf(auction, unit),
      rows: exchanges,
      csv: path,
    }),
  );
};

/** Communities by name, the main grid below them: in the same place on every day. */
const sides = (exchanges, end) =>
  [...new Set(exchanges.map((row) => `${row[`${end}Kind`]} ${row[`${end}Id`]}`))].sort();

const tokenOf = ({ fromKind, toKind, fromId, toId }) => {
  if (fromKind === 'grid' || toKind === 'grid') return 'grid';
  return fromId === toId ? 'community' : 'network';
};

const nameOf = (kind, id) => (kind === 'grid' ? word('grid') : id);

const option = (exchanges, unit, width) => ({
  tooltip: { ...tooltipStyle(), trigger: 'item', formatter: (item) => tooltipOf(item, unit) },
  series: {
    type: 'sankey',
    left: 4,
    right: 4,
    top: 12,
    bottom: 8,
    nodeWidth: 12,
    nodeGap: 16,
    draggable: false,
    layoutIterations: 0,
    label: labelStyle(width),
    lineStyle: { opacity: 0.42, curveness: 0.5 },
    emphasis: { focus: 'adjacency', lineStyle: { opacity: 0.7 } },
    data: [...nodesOf(exchanges, 'from'), ...nodesOf(exchanges, 'to')],
    links: exchanges.map((row) => ({
      source: `from ${row.fromKind} ${row.fromId}`,
      target: `to ${row.toKind} ${row.toId}`,
      value: row.energyWh,
      row,
      lineStyle: { color: colour(tokenOf(row)) },
    })),
  },
});

const labelStyle = (width) => ({
  color: colour('ink'),
  fontSize: width < 420 ? 11.5 : 13,
  fontWeight: 560,
  textBorderColor: colour('surface'),
  textBorderWidth: 3,
});

const nodesOf = (exchanges, end) =>
  sides(exchanges, end).map((key) => {
    const [kind, id] = key.split(' ');
    return {
      name: `${end} ${key}`,
      depth: end === 'from' ? 0 : 1,
      itemStyle: { color: colour(kind === 'grid' ? 'grid' : 'community'), borderWidth: 0 },
      label: { position: end === 'from' ? 'right' : 'left', formatter: nameOf(kind, id) },
    };
  });

const tooltipOf = ({ dataType, data, value, color }, unit) => {
  if (dataType === 'node')
    return tooltip(data.label.formatter, [[color, word('energy'), `${kwh(value)} ${unit.energy}`]]);
  const { row } = data;
  return tooltip(`${nameOf(row.fromKind, row.fromId)} → ${nameOf(row.toKind, row.toId)}`, [
    [colour(tokenOf(row)), word('energy'), `${kwh(row.energyWh)} ${unit.energy}`],
  ]);
};

const columnsOf = ({ currency }, unit) => [
  { name: word('seller'), of: (row) => nameOf(row.fromKind, row.fromId) },
  { name: word('buyer'), text: true, of: (row) => nameOf(row.toKind, row.toId) },
  { name: `${word('energy')} (${unit.energy})`, of: (row) => kwh(row.energyWh) },
  { name: word('buyersPay'), of: (row) => money(row.buyersPayNanos, currency) },
  { name: word('sellersGet'), of: (row) => money(row.sellersGetNanos, currency) },
];
