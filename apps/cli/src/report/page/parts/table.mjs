import { h } from '../dom.mjs';
import { whole } from '../format.mjs';
import { word } from '../words.mjs';

const ROWS_SHOWN = 500;

/** Columns are `{ name, text?, of }`; the first is the row's heading. */
const table = (columns, rows, caption) =>
  h(
    'table',
    {},
    h('caption', { class: 'unseen' }, caption),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        columns.map(({ name, text }) => h('th', { scope: 'col', class: text && 'text' }, name)),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map((row) =>
        h(
          'tr',
          {},
          columns.map((column, index) => cell(column, row, index)),
        ),
      ),
    ),
  );

const cell = ({ text, of }, row, index) =>
  index === 0 ? h('th', { scope: 'row' }, of(row)) : h('td', { class: text && 'text' }, of(row));

/** The numbers of a figure as a table, behind a fold; made when it is opened. `all` counts what there is. */
export const tableTwin = ({ id, title, columns, rows, all = rows.length }) => {
  const shown = rows.slice(0, ROWS_SHOWN);
  const counts = { shown: whole(shown.length), all: whole(all) };
  const content = () => [
    all > shown.length && h('p', { class: 'explain' }, word('rowsSome', counts)),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
      table(columns, shown, title),
    ),
  ];
  const fill = ({ target }) => {
    if (target.open && target.children.length === 1)
      target.append(...content().filter((part) => part !== false));
  };
  return h('details', { class: 'twin', id, ontoggle: fill }, h('summary', {}, word('table')));
};
