import { data, units } from '../data.mjs';
import { h } from '../dom.mjs';
import { amount, whole } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { chart, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { colour } from '../theme.mjs';
import { word } from '../words.mjs';

/** The height of one node at most, in pixels. */
const NODE_MAX = 140;
const HEIGHT = { least: 300, each: 44, most: 900 };

/** Communities that send at the left, those that receive at the right: so there is no cycle. */
export const flowsFigure = () => {
  const title = word('flowsTitle');
  const { all, rows } = data.flows;
  const counts = { shown: whole(rows.length), all: whole(all) };
  const some = rows.length < all ? ` ${word('flowsSome', counts)}` : '';
  const about = { id: 'flows', title, unit: units.energy, explain: word('flowsExplain') + some };
  if (rows.length === 0) return card(about, h('p', { class: 'nothing' }, word('noFlows')));
  const nodes = Math.max(ends(rows, 'from').length, ends(rows, 'to').length);
  const height = Math.min(Math.max(HEIGHT.least, HEIGHT.each * nodes), HEIGHT.most);
  return card(
    about,
    legend([
      ['network', word('between')],
      ...(rows.some(({ kind }) => kind === 'grid') ? [['grid', word('withGrid')]] : []),
    ]),
    chart(title, height, () => option(rows, Math.max(10, (height - NODE_MAX * nodes) / 2))),
    tableTwin({ id: 'flows-table', title, columns: columns(), rows }),
  );
};

const ends = (rows, end) => [...new Set(rows.map((row) => row[end]))].sort();

const option = (rows, margin) => ({
  tooltip: { ...tooltipStyle(), trigger: 'item', formatter: tooltipOf },
  series: {
    type: 'sankey',
    left: 4,
    right: 4,
    top: margin,
    bottom: margin,
    nodeWidth: 12,
    nodeGap: 16,
    draggable: false,
    layoutIterations: 0,
    lineStyle: { opacity: 0.42, curveness: 0.5 },
    emphasis: { focus: 'adjacency', lineStyle: { opacity: 0.7 } },
    label: {
      color: colour('ink'),
      fontSize: 13,
      fontWeight: 560,
      textBorderColor: colour('surface'),
      textBorderWidth: 3,
    },
    data: [...nodesOf(rows, 'from'), ...nodesOf(rows, 'to')],
    links: rows.map((row) => ({
      source: `from ${row.from}`,
      target: `to ${row.to}`,
      value: row.energy,
      row,
      lineStyle: { color: colour(row.kind) },
    })),
  },
});

const isGrid = (id) => data.prices.rows.some(({ community, grid }) => grid && community === id);

const nodesOf = (rows, end) =>
  ends(rows, end).map((id) => {
    const energy = rows.reduce((sum, row) => (row[end] === id ? sum + row.energy : sum), 0);
    return {
      name: `${end} ${id}`,
      depth: end === 'from' ? 0 : 1,
      itemStyle: { color: colour(isGrid(id) ? 'grid' : 'community'), borderWidth: 0 },
      label: {
        position: end === 'from' ? 'right' : 'left',
        formatter: () => `${id}  ${amount(energy)}`,
      },
    };
  });

const tooltipOf = ({ color, data: { name, row }, dataType, value }) =>
  dataType === 'node'
    ? tooltip(name.replace(/^(from|to) /, ''), [[color, word('energy'), energyText(value)]])
    : tooltip(`${row.from} → ${row.to}`, [
        [colour(row.kind), word('energy'), energyText(row.energy)],
      ]);

const energyText = (value) => `${amount(value)} ${units.energy}`;

const columns = () => [
  { name: word('sender'), of: ({ from }) => from },
  { name: word('receiver'), text: true, of: ({ to }) => to },
  { name: `${word('energy')} (${units.energy})`, of: ({ energy }) => amount(energy) },
];
