import { head, units } from '../data.mjs';
import { h } from '../dom.mjs';
import { real, tiny, whole } from '../format.mjs';
import { card } from '../parts/card.mjs';
import { word } from '../words.mjs';

const GAP_MAX = 1e-6;

/** Why to believe the result: how good it is, what made it, and the name by which to find it again. */
export const proofFigure = () => {
  const { certificate, engine, objective, resultHash, solver } = head;
  const primal = tiny(certificate.primalInfeasibility);
  const dual = tiny(certificate.dualInfeasibility);
  return card(
    { id: 'proof', title: word('proofTitle'), explain: word('proofExplain') },
    h(
      'dl',
      { class: 'facts' },
      fact('objective', `${real(objective)} ${units.money}`),
      fact(
        'gap',
        tiny(certificate.gap),
        Math.abs(certificate.gap) < GAP_MAX && h('span', { class: 'check' }, `✓ ${word('proven')}`),
      ),
      fact('violations', word('violationsValue', { primal, dual })),
      fact('engine', `${engine} · ${solver.name} ${solver.version}`),
      fact('rules', `${head.structure} · ${head.tradeCost} · ${head.pricing}`),
      fact('contracts', whole(head.contracts)),
      fact('resultHash', h('code', {}, resultHash)),
    ),
  );
};

const fact = (name, ...values) => [h('dt', {}, word(name)), h('dd', {}, values)];
