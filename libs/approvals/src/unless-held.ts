import { type RefusalStatuses, unlessRefused } from '@trueque/http';
import type { FastifyReply } from 'fastify';
import { type HeldChange, isHeld } from './guarded.js';

interface Refused {
  readonly status: 'refused';
  readonly reason: string;
  readonly detail: string;
}

/** HTTP statuses of what keeps a change from being proposed or judged. */
export const APPROVAL_STATUSES = {
  ...{ 'change-unknown': 404, 'same-person': 403, 'changed-meanwhile': 412, 'reason-missing': 422 },
} as const satisfies RefusalStatuses;

/**
 * What one person could do alone is answered as it came; what waits for another one, as 202 with where it
 * waits; throws where it was refused.
 */
export const unlessHeld = <Outcome extends { readonly status: string }>(
  outcome: Outcome | HeldChange | Refused,
  statuses: RefusalStatuses,
  reply: FastifyReply,
): HeldChange | Exclude<Outcome, HeldChange | Refused> => {
  const kept = unlessRefused<Outcome | HeldChange>(outcome, { ...APPROVAL_STATUSES, ...statuses });
  if (isHeld(kept)) {
    const { marketId, changeId } = kept;
    void reply.status(202).header('Location', `/markets/${marketId}/changes/${changeId}`);
  }
  return kept as HeldChange | Exclude<Outcome, HeldChange | Refused>;
};
