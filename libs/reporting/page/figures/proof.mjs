import { h } from '../dom.mjs';
import { moment, real, tiny, whole } from '../format.mjs';
import { card } from '../parts/card.mjs';
import { word } from '../words.mjs';

/** Why to believe the result: how good it is, what it was made from, and names by which to find both. */
export const proofFigure = ({ market, auction }) =>
  card(
    { id: 'proof', title: word('proofTitle'), explain: word('proofExplain') },
    h(
      'dl',
      { class: 'facts' },
      fact('objective', `${real(auction.objective)} ${auction.currency}`),
      fact(
        'gap',
        tiny(auction.gap),
        auction.gap < 1e-6 && h('span', { class: 'check' }, `✓ ${word('proven')}`),
      ),
      fact(
        'violations',
        word('violationsValue', {
          primal: tiny(auction.primalInfeasibility),
          dual: tiny(auction.dualInfeasibility),
        }),
      ),
      fact(
        'solver',
        `${auction.solverName} ${auction.solverVersion} · ${word('engine', { engine: auction.engine })}`,
      ),
      fact('rules', `${auction.rules.structure} · ${auction.rules.pricing}`),
      hash('result', auction.resultHash),
      hash('input', auction.inputHash),
      hash('book', auction.bookDigest, whole(auction.offersCount)),
      fact('clearedAt', moment(auction.clearedAt, market.timeZone)),
      auction.runId !== null && fact('run', h('code', {}, auction.runId)),
    ),
  );

const fact = (name, ...values) => [h('dt', {}, word(name)), h('dd', {}, values)];

/** Enough of a hash to compare by eye; the button gives the whole. */
const hash = (name, value, before) =>
  value !== null &&
  fact(
    name,
    before && `${before} ·`,
    h('code', { title: value }, `${value.slice(0, 16)}…`),
    copyButton(name, value),
  );

const copyButton = (name, value) => {
  const copy = async ({ currentTarget }) => {
    await navigator.clipboard.writeText(value);
    currentTarget.textContent = word('copied');
  };
  return navigator.clipboard === undefined
    ? null
    : h(
        'button',
        {
          id: `copy-${name}`,
          type: 'button',
          'aria-label': word('copyOf', { what: word(name) }),
          onclick: (event) => void copy({ currentTarget: event.currentTarget }),
        },
        word('copy'),
      );
};
