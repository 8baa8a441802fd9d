import type { HeldChange } from '@trueque/approvals';
import { isHeld } from '@trueque/approvals';
import { CommandFailure, EXIT } from '../exit.js';

interface Refused {
  readonly status: 'refused';
  readonly reason: string;
  readonly detail: string;
}

/** What was done; ends the command with "no" where it was refused, or waits for a second person. */
export const unlessHeld = <Outcome extends { readonly status: string }>(
  outcome: Outcome | HeldChange | Refused,
): Exclude<Outcome, HeldChange | Refused> => {
  if (isHeld(outcome))
    throw new CommandFailure(
      EXIT.answerIsNo,
      `not done yet: it takes two people. Somebody else runs: trueque changes approve ${outcome.changeId} --market ${outcome.marketId}`,
      { held: outcome },
    );
  if (isRefused(outcome))
    throw new CommandFailure(EXIT.answerIsNo, outcome.detail, { error: outcome.reason });
  return outcome as Exclude<Outcome, HeldChange | Refused>;
};

const isRefused = (outcome: { readonly status: string }): outcome is Refused =>
  outcome.status === 'refused';
