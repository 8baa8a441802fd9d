import { saveCsv } from '../api.mjs';
import { h } from '../dom.mjs';
import { word } from '../words.mjs';
import { whole } from '../format.mjs';

const ROWS_SHOWN = 300;

/** Columns are `{ name, text?, of }`; the first is the row's heading. */
export const table = (columns, rows, { caption } = {}) =>
  h(
    'table',
    {},
    caption && h('caption', { class: 'unseen' }, caption),
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
      rows.slice(0, ROWS_SHOWN).map((row) =>
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

/** The same numbers as a table, behind a fold, with the CSV; made when it is opened. */
export const tableTwin = ({ id, title, columns, rows, csv }) => {
  const fill = ({ target }) => {
    if (target.open && target.children.length === 1) target.append(...content());
  };
  const content = () => [
    h(
      'div',
      { class: 'twin-tools' },
      csv &&
        h(
          'button',
          {
            id: `${id}-csv`,
            type: 'button',
            'aria-label': word('csvOf', { what: title }),
            onclick: () => saveCsv(csv, id),
          },
          word('csv'),
        ),
      rows.length > ROWS_SHOWN &&
        h('span', {}, word('rowsSome', { shown: whole(ROWS_SHOWN), all: whole(rows.length) })),
    ),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
      table(columns, rows, { caption: title }),
    ),
  ];
  return h('details', { class: 'twin', id, ontoggle: fill }, h('summary', {}, word('table')));
};
