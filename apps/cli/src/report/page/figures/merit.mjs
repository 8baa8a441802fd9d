import { data, onePeriod, units } from '../data.mjs';
import { h } from '../dom.mjs';
import { amount, price, times, whole } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { chart } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { word } from '../words.mjs';
import { meritOption } from './merit-option.mjs';

const periods = [...new Set(data.merit.rows.map(({ period }) => period))];
const load = ({ served }, period) => served[period] ?? 0;
const [market] = data.views.rows;
/** The period that is shown; at first the one with the highest load. */
let shown = periods.reduce(
  (most, period) => (load(market, period) > load(market, most) ? period : most),
  periods[0] ?? 0,
);

const curves = (period) => data.merit.rows.filter((row) => row.period === period);

/** What each community's peers offer, the cheapest first, and where that met what they asked for. */
export const meritFigure = () => {
  const title = word('meritTitle');
  const grid = h('div', { class: 'multiples wide' });
  const twin = h('div');
  const fill = () => {
    grid.replaceChildren(...curves(shown).map(small));
    twin.replaceChildren(tableOf(title));
  };
  fill();
  return card(
    {
      id: 'merit',
      title,
      unit: `${units.price} · ${units.power}`,
      explain: explanation(),
      tools: periods.length > 1 && picker(fill),
    },
    legend([
      ['community', word('used')],
      ['community', word('unused'), 'band'],
      ...['storage', 'grid']
        .filter((kind) => data.merit.rows.some((row) => offersOf(row, kind)))
        .map((kind) => [kind, word(kind === 'grid' ? 'grid' : 'discharge')]),
      ['ink', word('demand'), 'stroke'],
      ['network', word('price'), 'stroke'],
    ]),
    grid,
    twin,
  );
};

const offersOf = ({ blocks }, kind) => blocks.some((block) => block.kind === kind);

const explanation = () => {
  const drawn = curves(shown).length;
  const counts = { shown: whole(drawn), all: whole(data.merit.all) };
  return [
    word('meritExplain'),
    drawn < data.merit.all && word('communitiesSome', counts),
    !onePeriod && periods.length === 1 && word('meritPeak', { time: times()[shown] }),
  ]
    .filter(Boolean)
    .join(' ');
};

const picker = (fill) => {
  const labels = times();
  const said = h('output', { for: 'merit-period' }, labels[shown]);
  const pick = ({ target }) => {
    shown = periods[Number(target.value)];
    target.setAttribute('aria-valuetext', labels[shown]);
    said.textContent = labels[shown];
    fill();
  };
  return h(
    'label',
    { class: 'choice' },
    h('span', {}, word('period')),
    h('input', {
      id: 'merit-period',
      type: 'range',
      min: 0,
      max: periods.length - 1,
      value: periods.indexOf(shown),
      'aria-valuetext': labels[shown],
      oninput: pick,
    }),
    said,
  );
};

const small = (curve) => {
  const at = priceOf(curve.community);
  const supplied = curve.blocks.reduce((sum, { used }) => sum + used, 0);
  const point = at === undefined ? amount(supplied) : `${amount(supplied)} kW · ${price(at)}`;
  return h(
    'div',
    {},
    h('h3', {}, curve.community, h('small', {}, point)),
    chart(`${word('meritTitle')}, ${curve.community}`, 220, () =>
      meritOption(curve, { at, supplied }),
    ),
  );
};

const priceOf = (community) =>
  data.prices.rows.find((row) => row.community === community)?.price[shown];

const tableOf = (title) =>
  tableTwin({
    id: 'merit-table',
    title,
    rows: curves(shown).flatMap(({ blocks, community }) =>
      blocks.map((block) => ({ community, ...block })),
    ),
    columns: [
      { name: word('community'), of: ({ community }) => community },
      { name: `${word('cost')} (${units.price})`, of: ({ cost }) => price(cost) },
      { name: `${word('offered')} (${units.power})`, of: ({ power }) => amount(power) },
      { name: `${word('used')} (${units.power})`, of: ({ used }) => amount(used) },
    ],
  });
