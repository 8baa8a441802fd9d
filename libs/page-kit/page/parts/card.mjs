import { h } from '../dom.mjs';

/** A titled part of the page: its unit, what it means, and what it shows. */
export const card = ({ id, title, unit, explain, tools }, ...content) =>
  h(
    'section',
    { class: 'card', 'aria-labelledby': `${id}-title` },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: `${id}-title` }, title, unit && h('small', {}, unit)),
      tools,
    ),
    explain && h('p', { class: 'explain' }, explain),
    content,
  );

/** Entries are `[token, name, shape?]`; shapes are light, band and stroke. */
export const legend = (entries) =>
  h(
    'ul',
    { class: 'legend' },
    entries.map(([token, name, shape = '']) =>
      h('li', {}, h('span', { class: `key ${shape}`, '--key': `var(--${token})` }), name),
    ),
  );
