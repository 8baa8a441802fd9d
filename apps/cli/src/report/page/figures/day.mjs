import { data, units } from '../data.mjs';
import { h } from '../dom.mjs';
import { amount, price, times } from '../format.mjs';
import { card, legend } from '../parts/card.mjs';
import { chart } from '../parts/chart.mjs';
import { tableTwin } from '../parts/table.mjs';
import { word } from '../words.mjs';
import { dayHeight, dayOption } from './day-option.mjs';

/** Where power comes from: field and colour. */
const SOURCES = [
  ['generation', 'community'],
  ['discharge', 'storage'],
  ['fromCommunities', 'network'],
  ['fromGrid', 'grid'],
];
const USES = ['served', 'charge', 'toCommunities', 'toGrid'];
const TABS_MAX = 6;

/** Index of the view that is shown: the whole market first. */
let shown = 0;

/** The curves over the horizon: power, storage, its state, and the price beneath. */
export const dayFigure = () => {
  const title = word('dayTitle');
  const place = h('div');
  const fill = () => place.replaceChildren(...content(data.views.rows[shown], title));
  fill();
  return card(
    {
      id: 'day',
      title,
      unit: `${units.power} · ${units.energy} · ${units.price}`,
      explain: word('dayExplain'),
      tools: data.views.rows.length > 2 && tabs(fill),
    },
    place,
  );
};

const content = (view, title) => {
  const sources = SOURCES.filter(([field]) => view[field].some((power) => power > 0));
  const stores = [...view.charge, ...view.stored].some((value) => value > 0);
  const drawn = { view, sources, stores, price: priceOf(view) };
  return [
    legend([
      ...sources.map(([field, token]) => [token, word(field)]),
      ['ink', word('served'), 'stroke'],
      ...(stores ? [['storage', word('charge'), 'light']] : []),
      ['ink-soft', word('price'), 'stroke'],
      ['ink-soft', word(view.community === undefined ? 'priceRange' : 'band'), 'band'],
    ]),
    chart(title, dayHeight(drawn), (width) => dayOption(drawn, width)),
    tableOf(drawn, title),
  ];
};

/** Of a community its own price and band; of the market the range over all and their mean. */
const priceOf = ({ community }) => {
  const peopled = data.prices.rows.filter(({ grid }) => !grid);
  const own = peopled.find((row) => row.community === community);
  if (own !== undefined) return own;
  const over = (summed) => data.starts.map((_, at) => summed(peopled.map((row) => row.price[at])));
  return {
    least: over((all) => Math.min(...all)),
    price: over((all) => all.reduce((sum, one) => sum + one, 0) / all.length),
    greatest: over((all) => Math.max(...all)),
  };
};

/** One button per community while they are few, a list when they are many. */
const tabs = (fill) => {
  const names = data.views.rows.map(({ community }) => community ?? word('wholeMarket'));
  const pick = (index) => {
    shown = index;
    fill();
  };
  if (names.length > TABS_MAX + 1)
    return h(
      'select',
      {
        id: 'view',
        'aria-label': word('viewOf'),
        onchange: ({ target }) => pick(Number(target.value)),
      },
      names.map((name, index) => h('option', { value: index, selected: index === shown }, name)),
    );
  const tab = (name, index) =>
    h(
      'button',
      {
        id: `view-${index}`,
        type: 'button',
        'aria-pressed': String(index === shown),
        onclick: ({ currentTarget }) => {
          for (const one of currentTarget.parentElement.children)
            one.setAttribute('aria-pressed', String(one === currentTarget));
          pick(index);
        },
      },
      name,
    );
  return h('div', { class: 'tabs', role: 'group', 'aria-label': word('viewOf') }, names.map(tab));
};

const tableOf = ({ price: prices, sources, stores, view }, title) => {
  const labels = times();
  const uses = USES.filter((field) => view[field].some((power) => power > 0));
  return tableTwin({
    id: 'day-table',
    title,
    rows: labels.map((time, at) => ({ time, at })),
    columns: [
      { name: word('period'), of: ({ time }) => time },
      ...[...sources.map(([field]) => field), ...uses].map((field) => ({
        name: `${word(field)} (${units.power})`,
        of: ({ at }) => amount(view[field][at]),
      })),
      ...(stores
        ? [
            {
              name: `${word('stored')} (${units.energy})`,
              of: ({ at }) => amount(view.stored[at]),
            },
          ]
        : []),
      { name: `${word('price')} (${units.price})`, of: ({ at }) => price(prices.price[at]) },
    ],
  });
};
