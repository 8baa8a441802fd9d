import type { TransactOptions } from '@trueque/event-store';
import { type CommandContext, revisionsIn } from '@trueque/http';
import { type Clock, isoInstant } from '@trueque/kernel';
import type { CreditRefusal } from '../domain/credit/credit.decider.js';
import type { DisputeRefusal } from '../domain/disputes/dispute-cases.decider.js';
import type { WindowRefusal } from '../domain/billing/billing.decider.js';
import type { MeteringRefusal } from '../domain/metering/metering.decider.js';
import type { RulesRefusal } from '../domain/rules/rules.decider.js';

type Refusal = RulesRefusal | MeteringRefusal | WindowRefusal | DisputeRefusal | CreditRefusal;

/** The HTTP status of every reason why settlement refuses. */
export const REFUSAL_STATUSES: Readonly<Record<Refusal, number>> = {
  ...{ 'market-unknown': 404, 'community-unknown': 404, 'peer-unknown': 404, 'day-unknown': 404 },
  'account-unknown': 404,
  ...{ 'bill-unknown': 404, 'dispute-unknown': 404, 'credit-unknown': 404 },
  ...{ 'version-exists': 409, 'changed-meanwhile': 409, 'window-final': 409 },
  ...{ 'window-not-final': 409, 'dispute-exists': 409, 'dispute-decided': 409 },
  ...{ 'deadline-passed': 409, 'not-material': 409, 'dispute-not-upheld': 409 },
  ...{ 'currency-mixed': 422, 'key-above-one': 422, 'key-ambiguous': 422, 'charge-twice': 422 },
  ...{
    'charge-unclear': 422,
    'validity-empty': 422,
    'profile-missing': 422,
    'readings-invalid': 422,
  },
  'reason-missing': 422,
};

export const provenance = (
  clock: Clock,
  marketId: string,
  { causedBy, correlationId, actor, onlyIf }: CommandContext,
): TransactOptions => ({
  ...{ partition: marketId, causedBy, correlationId, actor },
  occurredAt: isoInstant(clock.nowMs()),
  ...(onlyIf && { onlyIfRevision: revisionsIn(onlyIf) ?? [] }),
});
