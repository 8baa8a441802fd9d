import { offerProblems } from '@trueque/contracts';
import type { CaseDraft } from './case-draft.js';
import type { Violation } from './violation.js';

/** The rules of one offer, the same that an auction applies, at the peer's place in the file. */
export const offerViolations = ({ offers, periods }: CaseDraft): readonly Violation[] => {
  if (periods === undefined) return [];
  return offers.flatMap((offer, index) =>
    offer === undefined
      ? []
      : offerProblems(offer, periods).map(({ pointer, message }) => ({
          path: ['peers', index, ...stepsOf(pointer)],
          expected: message.replace('expected ', ''),
        })),
  );
};

/** Steps of a pointer within an offer; none of its names needs escaping. */
const stepsOf = (pointer: string): readonly PropertyKey[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
