import { data, onePeriod, units } from '../data.mjs';
import { h } from '../dom.mjs';
import { amount, price, short, whole } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { axisStyle, chart, tooltip, tooltipStyle } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { colour } from '../theme.mjs';
import { word } from '../words.mjs';

const DRAWN_MAX = 15;
const KINDS = [
  ['community', 'within'],
  ['network', 'between'],
  ['grid', 'withGrid'],
];

/** Who sold to whom: the largest pairs drawn, the rest in the table. */
export const tradesFigure = () => {
  const title = word('tradesTitle');
  const { all, rows } = data.trades;
  const drawn = rows.slice(0, DRAWN_MAX);
  const counts = { shown: whole(drawn.length), all: whole(all) };
  const explain = [
    word(onePeriod ? 'tradesExplain' : 'tradesExplainMean'),
    drawn.length < all && word('tradesSome', counts),
  ];
  const about = {
    id: 'trades',
    title,
    unit: `${units.energy} · ${units.price}`,
    explain: explain.filter(Boolean).join(' '),
  };
  if (rows.length === 0) return card(about, h('p', { class: 'nothing' }, word('noTrades')));
  return card(
    about,
    legend(
      KINDS.filter(([kind]) => rows.some((row) => row.kind === kind)).map(([kind, name]) => [
        kind,
        word(name),
      ]),
    ),
    chart(title, 56 + 30 * drawn.length, (width) => option(drawn, width)),
    tableTwin({ id: 'trades-table', title, columns: columns(), rows, all }),
  );
};

const pair = ({ buyer, seller }) => `${seller} → ${buyer}`;

const option = (rows, width) => {
  const style = axisStyle();
  const names = Math.min(240, width * 0.38);
  return {
    grid: { left: names, right: 150, top: 6, bottom: 40 },
    tooltip: {
      ...tooltipStyle(),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: ([{ dataIndex }]) => tooltipOf(rows[dataIndex]),
    },
    xAxis: {
      ...style,
      type: 'value',
      name: units.energy,
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { ...style.nameTextStyle, align: 'center' },
      axisLabel: { ...style.axisLabel, formatter: short, hideOverlap: true },
    },
    yAxis: {
      ...style,
      type: 'category',
      inverse: true,
      data: rows.map(pair),
      axisLabel: { ...style.axisLabel, width: names - 12, overflow: 'truncate' },
    },
    series: seriesOf(rows),
  };
};

const seriesOf = (rows) => ({
  type: 'bar',
  barMaxWidth: 18,
  emphasis: { disabled: true },
  label: {
    show: true,
    position: 'right',
    color: colour('ink-soft'),
    formatter: ({ dataIndex }) => `${price(rows[dataIndex].price)} ${units.price}`,
  },
  data: rows.map(({ energy, kind }) => ({
    value: energy,
    itemStyle: { color: colour(kind), borderRadius: [0, 3, 3, 0] },
  })),
});

const tooltipOf = (row) =>
  tooltip(pair(row), [
    [colour(row.kind), word('energy'), `${amount(row.energy)} ${units.energy}`],
    ['transparent', word('price'), `${price(row.price)} ${units.price}`],
    ...(row.contract === '' ? [] : [['transparent', word('contract'), row.contract]]),
  ]);

const columns = () => [
  { name: word('seller'), of: ({ seller }) => seller },
  { name: word('buyer'), text: true, of: ({ buyer }) => buyer },
  { name: `${word('energy')} (${units.energy})`, of: ({ energy }) => amount(energy) },
  { name: `${word('price')} (${units.price})`, of: (row) => price(row.price) },
  { name: word('contract'), text: true, of: ({ contract }) => contract || '–' },
  ...(onePeriod ? [] : [{ name: word('periodsTraded'), of: ({ periods }) => whole(periods) }]),
];
