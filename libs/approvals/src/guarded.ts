import type { GuardedAction, OperationReason, WantedChange } from '@trueque/contracts';
import { type EventStore, OtherRevision, type TransactOptions } from '@trueque/event-store';
import { digest } from '@trueque/kernel';
import { type ApprovalRefusal, approvals, isGuarded } from './domain/approvals.decider.js';

/** Something that a market may want two people for. */
export interface GuardedChange {
  readonly action: GuardedAction;
  /** All that is needed to carry it out later. */
  readonly wanted: object;
  /** Of what is changed, as it stands: a request for one version of it is proposed of that one alone. */
  readonly revision: () => Promise<number>;
  readonly reasonCode?: OperationReason | undefined;
  readonly reason?: string | undefined;
}

/** It waits for somebody else; nothing was done yet. */
export interface HeldChange {
  readonly status: 'held';
  readonly marketId: string;
  readonly changeId: string;
  readonly action: GuardedAction;
}

export interface NotProposed {
  readonly status: 'refused';
  readonly reason: ApprovalRefusal;
  readonly detail: string;
}

/**
 * Does what is wanted where one person may do it alone; else proposes it, to be carried out once somebody
 * else has approved it. The only way to anything that may take two people, whoever asks and however.
 */
export const guarded = async <Outcome>(
  store: EventStore,
  change: GuardedChange,
  options: TransactOptions,
  carryOut: () => Promise<Outcome>,
): Promise<Outcome | HeldChange | NotProposed> => {
  const { partition: marketId, actor, causedBy, occurredAt } = options;
  const { action, reasonCode, reason } = change;
  const { state } = await store.load(approvals, marketId, marketId);
  const changeId = digest([action, causedBy]).slice(0, CHANGE_ID_LENGTH);
  const wasProposed = state.changes.has(changeId);
  if (!wasProposed && !isGuarded(state, action)) return carryOut();
  const { onlyIfRevision: _, ...again } = options;
  const said = wasProposed ? again : await meant(change.revision, options);
  const wanted = JSON.parse(JSON.stringify(change.wanted)) as WantedChange;
  const command = {
    ...{ type: 'ProposeChange' as const, marketId, changeId, action, wanted, actor },
    ...{ reasonCode, reason, facts: { at: occurredAt } },
  };
  const outcome = await store.transact(approvals, marketId, command, said);
  if (outcome.status === 'refused') return outcome;
  return { status: 'held', marketId, changeId, action };
};

const CHANGE_ID_LENGTH = 16;

/**
 * The same, unconditional: revisions that a request names are of what it changes, not of the stream that is
 * written to. Throws `OtherRevision` where it has another one by now.
 */
export const meant = async (
  revisionOf: () => Promise<number>,
  { onlyIfRevision, ...options }: TransactOptions,
): Promise<TransactOptions> => {
  if (onlyIfRevision === undefined) return options;
  const revision = await revisionOf();
  if (onlyIfRevision.includes(revision)) return options;
  throw new OtherRevision(`what is to be changed has revision ${revision}`, revision);
};

export const isHeld = (outcome: object): outcome is HeldChange =>
  'status' in outcome && outcome.status === 'held';
