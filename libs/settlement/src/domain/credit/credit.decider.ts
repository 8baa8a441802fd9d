import type { CreditEvent, CreditLevel } from '@trueque/contracts';
import { accept, type Decider, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import { type CreditAccount, exposureOf, levelOf, NEW_ACCOUNT } from './credit-account.js';

/** What a peer would owe, 10⁻⁹ currency. */
export interface PeerAmount {
  readonly peerId: string;
  readonly amountNanos: bigint;
}

interface OfAuction {
  readonly marketId: string;
  readonly auctionId: string;
}

interface OfPeer {
  readonly marketId: string;
  readonly peerId: string;
}

export type CreditCommand =
  | ({ readonly type: 'SetCreditLimit'; readonly limitNanos: bigint } & OfPeer)
  | ({
      readonly type: 'ReceivePayment';
      readonly paymentId: string;
      readonly amountNanos: bigint;
    } & OfPeer)
  | ({
      readonly type: 'SuspendCredit';
      readonly reason: string;
    } & OfPeer)
  | ({
      readonly type: 'ResumeCredit';
      readonly reason: string;
    } & OfPeer)
  | ({ readonly type: 'ReserveCredit'; readonly amounts: readonly PeerAmount[] } & OfAuction)
  | ({
      readonly type: 'CaptureCredit';
      readonly runId: string;
      readonly amounts: readonly PeerAmount[];
    } & OfAuction)
  | ({ readonly type: 'ReleaseCredit' } & OfAuction);

export type CreditRefusal = 'credit-unknown';

/** Who has an account, and what stands on it. Peers without one are not held to any limit. */
export interface Credit {
  readonly accounts: PersistentMap<string, CreditAccount>;
  readonly levels: PersistentMap<string, CreditLevel>;
  readonly payments: PersistentMap<string, string>;
}

/** Reserve at the gate, capture when it is settled, adjust when it is settled again. */
export const credit: Decider<CreditCommand, Credit, CreditEvent, CreditRefusal> = {
  category: 'credit',
  initial: { accounts: PersistentMap(), levels: PersistentMap(), payments: PersistentMap() },
  decide: (command, state) => {
    const isOfPeer = 'peerId' in command;
    if (isOfPeer && command.type !== 'SetCreditLimit' && !state.accounts.has(command.peerId)) {
      return reject(
        'credit-unknown',
        `${command.peerId} has no credit account: set a limit first.`,
      );
    }
    const said = eventsOf(command, state);
    return accept<CreditEvent>(...said, ...levelChanges(said, state));
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'CreditLimitSet':
        return withAccount(state, event.data.peerId, (account) => ({
          ...account,
          limitNanos: BigInt(event.data.limitNanos),
        }));
      case 'PaymentReceived':
        return withPayment(state, event.data);
      case 'CreditSuspended':
      case 'CreditResumed':
        return withAccount(state, event.data.peerId, (account) => ({
          ...account,
          isSuspended: event.type === 'CreditSuspended',
        }));
      case 'CreditReserved':
      case 'CreditCaptured':
      case 'CreditAdjusted':
      case 'CreditReleased':
        return withAuction(state, event);
      case 'CreditLevelChanged':
        return { ...state, levels: state.levels.set(event.data.peerId, event.data.level) };
    }
  },
};

const eventsOf = (command: CreditCommand, state: Credit): CreditEvent[] => {
  const { marketId } = command;
  switch (command.type) {
    case 'SetCreditLimit': {
      const { peerId, limitNanos } = command;
      if (state.accounts.get(peerId)?.limitNanos === limitNanos) return [];
      return [
        { type: 'CreditLimitSet', data: { marketId, peerId, limitNanos: String(limitNanos) } },
      ];
    }
    case 'ReceivePayment': {
      const { paymentId, peerId, amountNanos } = command;
      if (state.payments.has(paymentId)) return [];
      const data = { marketId, paymentId, peerId, amountNanos: String(amountNanos) };
      return [{ type: 'PaymentReceived', data }];
    }
    case 'SuspendCredit':
    case 'ResumeCredit':
      return suspension(command, state);
    case 'ReserveCredit':
    case 'CaptureCredit':
    case 'ReleaseCredit':
      return auctionEvents(command, state);
  }
};

type CommandOf<Type extends CreditCommand['type']> = Extract<
  CreditCommand,
  { readonly type: Type }
>;

const suspension = (
  { type, marketId, peerId, reason }: CommandOf<'SuspendCredit' | 'ResumeCredit'>,
  { accounts }: Credit,
): CreditEvent[] => {
  const suspends = type === 'SuspendCredit';
  if (accounts.get(peerId)?.isSuspended === suspends) return [];
  const data = { marketId, peerId, reason };
  return [suspends ? { type: 'CreditSuspended', data } : { type: 'CreditResumed', data }];
};

const auctionEvents = (
  command: CommandOf<'ReserveCredit' | 'CaptureCredit' | 'ReleaseCredit'>,
  { accounts }: Credit,
): CreditEvent[] => {
  const { marketId, auctionId } = command;
  const isHeld = accounts.some(({ reserved }) => reserved.has(auctionId));
  const release: CreditEvent = { type: 'CreditReleased', data: { marketId, auctionId } };
  if (command.type === 'ReleaseCredit') {
    return isHeld ? [release] : [];
  }
  const isSettled = accounts.some(({ owed }) => owed.has(auctionId));
  const column = command.type === 'ReserveCredit' ? 'reserved' : 'owed';
  const amounts = command.amounts
    .filter(({ peerId, amountNanos }) => {
      const account = accounts.get(peerId);
      return account !== undefined && account[column].get(auctionId) !== amountNanos;
    })
    .map(({ peerId, amountNanos }) => ({ peerId, amountNanos: String(amountNanos) }));
  if (amounts.length === 0) return [];
  if (command.type === 'ReserveCredit') {
    return isSettled ? [] : [{ type: 'CreditReserved', data: { marketId, auctionId, amounts } }];
  }
  const data = { marketId, auctionId, runId: command.runId, amounts };
  return [isSettled ? { type: 'CreditAdjusted', data } : { type: 'CreditCaptured', data }];
};

/** Who stands differently after the events than it was told last. */
const levelChanges = (said: readonly CreditEvent[], state: Credit): CreditEvent[] => {
  const after = said.reduce(credit.evolve, state);
  return [...after.accounts].flatMap(([peerId, account]): CreditEvent[] => {
    const level = levelOf(account);
    if (level === (state.levels.get(peerId) ?? 'ok')) return [];
    const amounts = {
      exposureNanos: String(exposureOf(account)),
      limitNanos: String(account.limitNanos),
    };
    const { marketId } = said[0]?.data ?? { marketId: '' };
    return [{ type: 'CreditLevelChanged', data: { marketId, peerId, level, ...amounts } }];
  });
};

const withAccount = (
  state: Credit,
  peerId: string,
  change: (account: CreditAccount) => CreditAccount,
): Credit => ({
  ...state,
  accounts: state.accounts.set(peerId, change(state.accounts.get(peerId) ?? NEW_ACCOUNT)),
});

type DataOf<Type extends CreditEvent['type']> = Extract<
  CreditEvent,
  { readonly type: Type }
>['data'];

const withPayment = (state: Credit, payment: DataOf<'PaymentReceived'>): Credit =>
  withAccount(
    { ...state, payments: state.payments.set(payment.paymentId, payment.peerId) },
    payment.peerId,
    (account) => ({ ...account, paidNanos: account.paidNanos + BigInt(payment.amountNanos) }),
  );

type AuctionEvent = Extract<
  CreditEvent,
  { readonly type: 'CreditReserved' | 'CreditCaptured' | 'CreditAdjusted' | 'CreditReleased' }
>;

/** A reserve ends where its auction is captured or fails, for everybody. */
const withAuction = (state: Credit, { type, data }: AuctionEvent): Credit => {
  const { auctionId } = data;
  const ended = type === 'CreditReserved' ? state : withoutReserve(state, auctionId);
  if (type === 'CreditReleased') return ended;
  const column = type === 'CreditReserved' ? 'reserved' : 'owed';
  return data.amounts.reduce(
    (changed, { peerId, amountNanos }) =>
      withAccount(changed, peerId, (account) => ({
        ...account,
        [column]: account[column].set(auctionId, BigInt(amountNanos)),
      })),
    ended,
  );
};

const withoutReserve = (state: Credit, auctionId: string): Credit => ({
  ...state,
  accounts: state.accounts.map((account) => ({
    ...account,
    reserved: account.reserved.remove(auctionId),
  })),
});

/** Standing of every account. */
export const creditStanding = ({ accounts }: Credit) =>
  [...accounts].map(([peerId, account]) => ({
    peerId,
    level: levelOf(account),
    exposureNanos: String(exposureOf(account)),
    limitNanos: String(account.limitNanos),
  }));
