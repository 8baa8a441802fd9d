import type { CaseFile, CasePeer } from '@trueque/contracts';
import { caseWith } from './case-with.js';

/** Markets on which a solver with a bound on its steps really stops, for want of steps. */
const BATTERY: NonNullable<CasePeer['storage']> = {
  ...{ capacity: 6, initial: 2, final: 'initial', charge: 3, discharge: 3 },
  chargeEfficiency: 0.9,
};
const COMMUNITIES = ['A', 'B', 'C', 'D'];

/** Four islands with nothing between them: each takes a quarter of the steps that all take together. */
export const islands = (): CaseFile =>
  caseWith({
    periods: 6,
    rules: { structure: 'community' },
    peers: COMMUNITIES.flatMap((community) => [
      {
        id: `${community}-sun`,
        community,
        role: 'producer',
        generation: { max: [0, 4, 9, 7, 1, 0], cost: 0.05 },
      },
      {
        id: `${community}-plant`,
        community,
        role: 'producer',
        generation: { max: 9, cost: [0.2, 0.25, 0.22, 0.3, 0.35, 0.28] },
      },
      { id: `${community}-home`, community, load: [2, 1, 1, 2, 5, 4], storage: BATTERY },
    ]),
  });

/** Three communities, each with a contract to each: coupled, it takes many more steps than decoupled. */
export const entangled = (): CaseFile => {
  const three = COMMUNITIES.slice(0, 3);
  return caseWith({
    periods: 3,
    communities: [...three.map((id, index) => ({ id, exportLimit: 2 + index })), { id: 'G' }],
    contracts: three.flatMap((from, index) =>
      three
        .filter((to) => to !== from)
        .map((to, other) => ({
          from,
          to,
          exportCost: 0.001 * (1 + index + 2 * other),
          capacity: 1 + other,
        })),
    ),
    peers: [
      ...three.flatMap((community, index): (Partial<CasePeer> & { id: string })[] => [
        {
          ...{
            id: `${community}-sun`,
            community,
            role: 'producer',
            exportCost: 0.01 + index * 0.004,
          },
          generation: { max: [0, 4 + index, 9], cost: 0.05 + index * 0.01 },
        },
        { id: `${community}-home`, community, role: 'consumer', load: [2 + index, 1, 3 - index] },
      ]),
      { id: 'store', community: 'A', storage: BATTERY },
      {
        id: 'grid',
        community: 'G',
        role: 'grid',
        generation: { max: 100, cost: [0.2, 0.31, 0.25] },
        exportCost: 0.01,
      },
    ],
  });
};
