import { data, head } from '../data.mjs';
import { h } from '../dom.mjs';
import { moment } from '../format.mjs';
import { word } from '../words.mjs';

/** Where and why the market cannot be served, and what would help. */
export const infeasibleFigure = () =>
  h(
    'section',
    { class: 'card notice bad', 'aria-labelledby': 'infeasible-title' },
    h('h2', { id: 'infeasible-title' }, word('infeasibleTitle')),
    h('p', {}, word('infeasibleText')),
    h(
      'ul',
      {},
      data.explanation.map(({ community, period, message }) =>
        h(
          'li',
          {},
          h('strong', {}, `${community}, ${moment(period)}`),
          h('span', { lang: 'en' }, ` — ${message}`),
        ),
      ),
    ),
    h('p', {}, word('infeasibleWay')),
    h('p', {}, `${word('engine')}: ${head.engine} · ${head.solver.name} ${head.solver.version}`),
  );
