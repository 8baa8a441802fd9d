import {
  type ApprovalEvent,
  type FourEyes,
  fourEyesSchema,
  type GuardedAction,
  type Reasoned,
  type WantedChange,
} from '@trueque/contracts';
import { accept, type Decider, type Decision, isoInstant, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';

type DataOf<Type extends ApprovalEvent['type']> = Extract<ApprovalEvent, { type: Type }>['data'];

interface AboutChange {
  readonly marketId: string;
  readonly changeId: string;
}

export interface SetFourEyes {
  readonly type: 'SetFourEyes';
  readonly marketId: string;
  readonly fourEyes: FourEyes;
  readonly facts: { readonly isOpened: boolean };
}

export interface ProposeChange extends AboutChange {
  readonly type: 'ProposeChange';
  readonly reasonCode: Reasoned['reasonCode'] | undefined;
  readonly reason: string | undefined;
  readonly action: GuardedAction;
  readonly wanted: WantedChange;
  readonly actor: string;
  readonly facts: { readonly at: string };
}

export interface JudgeChange extends AboutChange {
  readonly type: 'ApproveChange' | 'RejectChange';
  readonly actor: string;
  readonly reason?: string | undefined;
  /** Versions of the change that this is said of; any where there are none. */
  readonly onlyIf?: readonly string[] | undefined;
  readonly facts: { readonly at: string };
}

export interface ExpireChange extends AboutChange {
  readonly type: 'ExpireChange';
  readonly facts: { readonly at: string };
}

/** What became of an approved change; without a code it was carried out. */
export interface ReportChange extends AboutChange {
  readonly type: 'ReportChange';
  readonly refused?: { readonly code: string; readonly detail: string } | undefined;
}

export type ApprovalCommand =
  SetFourEyes | ProposeChange | JudgeChange | ExpireChange | ReportChange;

export type ApprovalRefusal =
  | 'market-unknown'
  | 'approval-needed'
  | 'reason-missing'
  | 'change-unknown'
  | 'change-decided'
  | 'change-expired'
  | 'changed-meanwhile'
  | 'same-person';

export const CHANGE_STATES = [
  'proposed',
  'approved',
  'rejected',
  'expired',
  'applied',
  'refused',
] as const;

export interface Change extends DataOf<'ChangeProposed'> {
  readonly state: (typeof CHANGE_STATES)[number];
  readonly decidedBy?: string;
  /** Why it was rejected, or refused by the rules. */
  readonly detail?: string;
}

export interface Approvals {
  /** Null where one person is enough for everything. */
  readonly fourEyes: FourEyes | null;
  readonly changes: PersistentMap<string, Change>;
}

type ApprovalDecision = Decision<ApprovalEvent, ApprovalRefusal>;

/** Counts what became of a change, for `ETag`: proposed, judged or void, carried out or refused. */
export const versionOf = ({ state }: Change): number =>
  ({ proposed: 1, approved: 2, rejected: 2, expired: 2, applied: 3, refused: 3 })[state];

/** Changes of a market that take two people: proposed by one, approved by another, or void in time. */
export const approvals: Decider<ApprovalCommand, Approvals, ApprovalEvent, ApprovalRefusal> = {
  category: 'approvals',
  initial: { fourEyes: null, changes: PersistentMap() },

  decide: (command, state) => {
    if (command.type === 'SetFourEyes') return setFourEyes(command, state);
    if (command.type === 'ProposeChange') return propose(command, state);
    const change = state.changes.get(command.changeId);
    if (!change)
      return reject('change-unknown', `No change ${command.changeId} was proposed here.`);
    switch (command.type) {
      case 'ApproveChange':
      case 'RejectChange':
        return judge(command, change);
      case 'ExpireChange':
        return expire(command, change);
      case 'ReportChange':
        return report(command, change);
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'FourEyesSet': {
        const { actions, expiresAfterMinutes } = event.data;
        return { ...state, fourEyes: { actions, expiresAfterMinutes } };
      }
      case 'ChangeProposed':
        return withChange(state, { ...event.data, state: 'proposed' });
      default:
        return afterJudgement(state, event);
    }
  },
};

type Judgement = Exclude<ApprovalEvent, { type: 'FourEyesSet' | 'ChangeProposed' }>;

const afterJudgement = (state: Approvals, { type, data }: Judgement): Approvals => {
  const change = state.changes.get(data.changeId);
  if (!change) return state;
  switch (type) {
    case 'ChangeApproved':
      return withChange(state, { ...change, state: 'approved', decidedBy: data.approvedBy });
    case 'ChangeRejected':
      return withChange(state, {
        ...{ ...change, state: 'rejected', decidedBy: data.rejectedBy, detail: data.reason },
      });
    case 'ChangeExpired':
      return withChange(state, { ...change, state: 'expired' });
    case 'ChangeApplied':
      return withChange(state, { ...change, state: 'applied' });
    case 'ChangeRefused':
      return withChange(state, { ...change, state: 'refused', detail: data.detail });
  }
};

const withChange = (state: Approvals, change: Change): Approvals => ({
  ...state,
  changes: state.changes.set(change.changeId, change),
});

/** Whether an action takes two people. */
export const isGuarded = ({ fourEyes }: Approvals, action: GuardedAction): boolean =>
  fourEyes?.actions.includes(action) ?? false;

const setFourEyes = (
  { marketId, fourEyes, facts }: SetFourEyes,
  state: Approvals,
): ApprovalDecision => {
  if (!facts.isOpened) return reject('market-unknown', `There is no market ${marketId}.`);
  return isGuarded(state, 'four-eyes')
    ? reject('approval-needed', 'Who may do what alone is changed by two people: propose it.')
    : accept({ type: 'FourEyesSet', data: { marketId, ...fourEyes } });
};

const MINUTE_MS = 60_000;

/** What one person may do alone needs no proposal: nothing follows. */
const propose = (command: ProposeChange, state: Approvals): ApprovalDecision => {
  const { marketId, changeId, action, wanted, actor, reasonCode, reason, facts } = command;
  if (!state.fourEyes || !isGuarded(state, action)) return accept();
  if (reasonCode === undefined || reason === undefined)
    return reject(
      'reason-missing',
      `${action} takes two people in market ${marketId}: say why, with a reasonCode and a reason.`,
    );
  const lastsMs = state.fourEyes.expiresAfterMinutes * MINUTE_MS;
  const expiresAt = isoInstant(Date.parse(facts.at) + lastsMs);
  return accept({
    type: 'ChangeProposed',
    data: {
      ...{ marketId, changeId, action, wanted, reasonCode, reason },
      ...{ proposedBy: actor, expiresAt },
    },
  });
};

const judge = (command: JudgeChange, change: Change): ApprovalDecision => {
  const { actor, facts, onlyIf, type } = command;
  if (onlyIf?.includes(String(versionOf(change))) === false)
    return reject('changed-meanwhile', `Change ${change.changeId} is ${change.state} by now.`);
  if (change.state !== 'proposed') return judgedBefore(command, change);
  if (Date.parse(facts.at) >= Date.parse(change.expiresAt))
    return reject('change-expired', `It was void at ${change.expiresAt}. Propose it again.`);
  if (type === 'RejectChange')
    return accept({
      type: 'ChangeRejected',
      data: { ...namesOf(change), rejectedBy: actor, reason: command.reason ?? '' },
    });
  return actor === change.proposedBy
    ? reject('same-person', `${actor} proposed it: somebody else must approve it.`)
    : approve(change, actor);
};

/** Said again by the same person it is no error. */
const judgedBefore = ({ actor, type }: JudgeChange, change: Change): ApprovalDecision => {
  const isApproved = ['approved', 'applied', 'refused'].includes(change.state);
  const isAgain = type === 'ApproveChange' ? isApproved : change.state === 'rejected';
  return isAgain && change.decidedBy === actor
    ? accept()
    : reject('change-decided', `Change ${change.changeId} is ${change.state}. Propose it again.`);
};

/** Who may do what alone is changed here and now; everything else by the context that it is about. */
const approve = (change: Change, approvedBy: string): ApprovalDecision => {
  const { wanted, reasonCode, reason, proposedBy } = change;
  const names = namesOf(change);
  return accept<ApprovalEvent>(
    {
      type: 'ChangeApproved',
      data: { ...names, wanted, reasonCode, reason, proposedBy, approvedBy },
    },
    ...(change.action === 'four-eyes' ? fourEyesApplied(change) : []),
  );
};

const fourEyesApplied = (change: Change): readonly ApprovalEvent[] => [
  {
    type: 'FourEyesSet',
    data: { marketId: change.marketId, ...fourEyesSchema.parse(change.wanted) },
  },
  { type: 'ChangeApplied', data: namesOf(change) },
];

const expire = ({ facts }: ExpireChange, change: Change): ApprovalDecision =>
  change.state === 'proposed' && Date.parse(facts.at) >= Date.parse(change.expiresAt)
    ? accept({
        type: 'ChangeExpired',
        data: { ...namesOf(change), expiredAt: change.expiresAt },
      })
    : accept();

const report = ({ refused }: ReportChange, change: Change): ApprovalDecision => {
  if (change.state !== 'approved') return accept();
  return refused
    ? accept({ type: 'ChangeRefused', data: { ...namesOf(change), ...refused } })
    : accept({ type: 'ChangeApplied', data: namesOf(change) });
};

const namesOf = ({ marketId, changeId, action }: Change) => ({ marketId, changeId, action });
