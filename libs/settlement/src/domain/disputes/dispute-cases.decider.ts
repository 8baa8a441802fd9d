import type { DisputeEvent } from '@trueque/contracts';
import { accept, type Decider, type Decision, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';

type DataOf<Type extends DisputeEvent['type']> = Extract<
  DisputeEvent,
  { readonly type: Type }
>['data'];

/** What the caller looked up of the bill and of the rules. */
export interface DisputeFacts {
  /** When the bill was issued; null where there is none of that number for the account. */
  readonly issuedAt: string | null;
  readonly now: string;
  readonly deadlineDays: number;
  readonly materialityMinor: number;
}

export type DisputeCommand =
  | {
      readonly type: 'RaiseDispute';
      readonly dispute: DataOf<'DisputeRaised'>;
      readonly facts: DisputeFacts;
    }
  | {
      readonly type: 'ReviewDispute';
      readonly marketId: string;
      readonly disputeId: string;
      readonly verdict: 'admitted' | 'rejected' | 'upheld' | 'not-upheld';
      readonly reason: string;
    };

export type DisputeRefusal =
  | 'dispute-exists'
  | 'dispute-unknown'
  | 'dispute-decided'
  | 'bill-unknown'
  | 'deadline-passed'
  | 'not-material';

export type DisputeStatus = 'raised' | 'admitted' | 'rejected' | 'upheld' | 'not-upheld';

export interface DisputeCase {
  readonly raised: DataOf<'DisputeRaised'>;
  readonly status: DisputeStatus;
}

export interface DisputeCases {
  readonly cases: PersistentMap<string, DisputeCase>;
}

const DAY_MS = 86_400_000;

/** Disputes of a market's bills, from the first letter to the verdict. */
export const disputeCases: Decider<DisputeCommand, DisputeCases, DisputeEvent, DisputeRefusal> = {
  category: 'disputes',
  initial: { cases: PersistentMap() },
  decide: (command, state) =>
    command.type === 'RaiseDispute' ? raise(command, state) : review(command, state),
  evolve: ({ cases }, { type, data }) => {
    switch (type) {
      case 'DisputeRaised':
        return { cases: cases.set(data.disputeId, { raised: data, status: 'raised' }) };
      case 'DisputeAdmitted':
        return { cases: withStatus(cases, data.disputeId, 'admitted') };
      case 'DisputeRejected':
        return { cases: withStatus(cases, data.disputeId, 'rejected') };
      case 'DisputeUpheld':
        return { cases: withStatus(cases, data.disputeId, 'upheld') };
      case 'DisputeNotUpheld':
        return { cases: withStatus(cases, data.disputeId, 'not-upheld') };
    }
  },
};

const withStatus = (
  cases: DisputeCases['cases'],
  disputeId: string,
  status: DisputeStatus,
): DisputeCases['cases'] => {
  const before = cases.get(disputeId);
  return before ? cases.set(disputeId, { ...before, status }) : cases;
};

type CommandOf<Type extends DisputeCommand['type']> = Extract<
  DisputeCommand,
  { readonly type: Type }
>;
type DisputeDecision = Decision<DisputeEvent, DisputeRefusal>;

const raise = (
  { dispute, facts }: CommandOf<'RaiseDispute'>,
  { cases }: DisputeCases,
): DisputeDecision => {
  const { disputeId, number, account, amountMinor } = dispute;
  if (cases.has(disputeId)) return reject('dispute-exists', `There is a dispute ${disputeId}.`);
  if (facts.issuedAt === null) {
    return reject('bill-unknown', `There is no bill ${number} for ${account} in that window.`);
  }
  const lastMs = Date.parse(facts.issuedAt) + facts.deadlineDays * DAY_MS;
  if (Date.parse(facts.now) > lastMs) {
    return reject(
      'deadline-passed',
      `Bill ${number} was issued at ${facts.issuedAt}: it could be disputed for ${facts.deadlineDays} days.`,
    );
  }
  return amountMinor < facts.materialityMinor
    ? reject('not-material', `A dispute is about at least ${facts.materialityMinor} minor units.`)
    : accept({ type: 'DisputeRaised', data: dispute });
};

/** Which verdicts may follow which. */
const NEXT: Readonly<Record<DisputeStatus, readonly string[]>> = {
  raised: ['admitted', 'rejected'],
  admitted: ['upheld', 'not-upheld'],
  ...{ rejected: [], upheld: [], 'not-upheld': [] },
};

const review = (
  { marketId, disputeId, verdict, reason }: CommandOf<'ReviewDispute'>,
  { cases }: DisputeCases,
): DisputeDecision => {
  const status = cases.get(disputeId)?.status;
  if (status === undefined) return reject('dispute-unknown', `There is no dispute ${disputeId}.`);
  if (status === verdict) return accept();
  if (!NEXT[status].includes(verdict)) {
    return reject('dispute-decided', `Dispute ${disputeId} is ${status}; it cannot be ${verdict}.`);
  }
  const data = { marketId, disputeId, reason };
  switch (verdict) {
    case 'admitted':
      return accept({ type: 'DisputeAdmitted', data: { marketId, disputeId } });
    case 'rejected':
      return accept({ type: 'DisputeRejected', data });
    case 'upheld':
      return accept({ type: 'DisputeUpheld', data });
    case 'not-upheld':
      return accept({ type: 'DisputeNotUpheld', data });
  }
};
