import type { CaseDraft } from './case-draft.js';
import { seriesIn } from './case-schema.js';
import { contractViolations } from './contract-rules.js';
import { type Ids, idViolations, knownIds } from './id-rules.js';
import { offerViolations } from './offer-violations.js';
import type { Violation } from './violation.js';

/** Everything that no field says alone. */
export const ruleViolations = (draft: CaseDraft): readonly Violation[] => {
  const ids = knownIds(draft);
  return [
    ...idViolations(draft),
    ...membershipViolations(draft, ids),
    ...contractViolations(draft, ids),
    ...offerViolations(draft),
  ];
};

/** Arrays of a value per period that have more or fewer than there are periods. */
export const lengthViolations = (
  document: unknown,
  periods: number | undefined,
): readonly Violation[] => {
  if (periods === undefined) return [];
  return Array.from(seriesIn(document))
    .filter(({ values }) => values.length !== periods)
    .map(({ path, values }) => ({
      path,
      expected: `one value, or ${periods} (one per period), not ${values.length}`,
    }));
};

const membershipViolations = ({ peers }: CaseDraft, { communities }: Ids): readonly Violation[] =>
  peers.flatMap(({ community }, index) =>
    community === undefined || communities.has(community)
      ? []
      : [{ path: ['peers', index, 'community'], expected: 'the id of one of the communities' }],
  );
