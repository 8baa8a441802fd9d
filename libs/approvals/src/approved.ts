import { approvalEvents, type GuardedAction, type WantedChange } from '@trueque/contracts';
import {
  becauseOf,
  type EventStore,
  type RecordedEvent,
  type TransactOptions,
} from '@trueque/event-store';
import { approvals } from './domain/approvals.decider.js';

/** What came of carrying out a change: of a refusal its reason. */
export type CarriedOut =
  | { readonly status: 'accepted' | 'repeated' }
  | { readonly status: 'refused'; readonly reason: string; readonly detail: string };

/** How the actions of one context are carried out, by what was wanted. */
export type Executors = Partial<
  Record<
    GuardedAction,
    (wanted: WantedChange, options: TransactOptions) => Promise<CarriedOut | undefined>
  >
>;

/**
 * Carries out an approved change, in the name of who proposed it, and says what came of it. An executor
 * that answers undefined leaves the change to another context.
 */
export const carryOutApproved = async (
  store: EventStore,
  event: RecordedEvent,
  executors: Executors,
): Promise<void> => {
  const data = approvalEvents.ChangeApproved.data.parse(event.data);
  const options = becauseOf(event, data.proposedBy);
  const outcome = await executors[data.action]?.(data.wanted, options);
  if (outcome === undefined) return;
  const { marketId, changeId } = data;
  const refused =
    outcome.status === 'refused' ? { code: outcome.reason, detail: outcome.detail } : undefined;
  const command = { type: 'ReportChange' as const, marketId, changeId, refused };
  await store.transact(approvals, marketId, command, options);
};
