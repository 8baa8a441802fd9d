import type { CaseDraft } from './case-draft.js';
import type { Violation } from './violation.js';
import type { Ids } from './id-rules.js';

type Contract = CaseDraft['contracts'][number];

export const contractViolations = (
  { contracts, structure }: CaseDraft,
  ids: Ids,
): readonly Violation[] =>
  contracts.flatMap((contract, index) =>
    [
      ...endViolations(contract, ids),
      ...pathViolations(contract, ids, structure),
      ...priceViolations(contract),
    ].map(({ path, expected }) => ({ path: ['contracts', index, ...path], expected })),
  );

const endViolations = (contract: Contract, ids: Ids): readonly Violation[] =>
  (['from', 'to'] as const).flatMap((end) => {
    const id = contract[end];
    if (id === undefined || ids.communities.has(id) || ids.communityOfPeer.has(id)) return [];
    return [{ path: [end], expected: 'the id of a community or of a peer' }];
  });

/** Within a community exchange is free already, so a contract there would say nothing. */
const pathViolations = (
  { from, to }: Contract,
  ids: Ids,
  structure: string | undefined,
): readonly Violation[] => {
  if (from === undefined || to === undefined) return [];
  if (from === to) return [{ path: ['to'], expected: `another end than ${from}, where it begins` }];
  const inside = communityOf(from, ids);
  if (structure === 'p2p' || inside === undefined || inside !== communityOf(to, ids)) return [];
  return [{ path: ['to'], expected: `an end outside ${inside}, where the contract begins` }];
};

const communityOf = (id: string, ids: Ids): string | undefined =>
  ids.communities.has(id) ? id : ids.communityOfPeer.get(id);

const priceViolations = ({ exportCost, surcharge }: Contract): readonly Violation[] => {
  if (exportCost !== undefined && surcharge !== undefined)
    return [{ path: ['surcharge'], expected: 'nothing, because there is an exportCost, too' }];
  if (exportCost === undefined && surcharge === undefined)
    return [{ path: [], expected: 'an exportCost or a surcharge' }];
  return [];
};
