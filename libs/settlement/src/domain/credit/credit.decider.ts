import type { CreditEvent } from '@trueque/contracts';
import { accept, type Decider, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import {
  billedWith,
  type CreditAccount,
  exposureOf,
  type Held,
  holding,
  lettingGo,
  levelOf,
  NEW_ACCOUNT,
} from './credit-account.js';
import type {
  BillCredit,
  CaptureCredit,
  ChangeSuspension,
  CreditCommand,
  PeerAmount,
  ReceivePayment,
  ReserveCredit,
  SetCreditLimit,
} from './credit-command.js';

export type CreditRefusal = 'credit-unknown';

/** Who has an account, and what stands on it. Peers without one are not held to any limit. */
export interface Credit {
  readonly accounts: PersistentMap<string, CreditAccount>;
  readonly payments: PersistentMap<string, string>;
  /**
   * How far auctions have come: a reserve that is told late does not hold what was released or is settled.
   * What was released may be reserved again, by a decision that it is cleared after all.
   */
  readonly auctions: PersistentMap<string, 'reserved' | 'released' | 'settled'>;
}

/** Reserve at the gate, capture when it is settled, adjust when it is settled again, then bill. */
export const credit: Decider<CreditCommand, Credit, CreditEvent, CreditRefusal> = {
  category: 'credit',
  initial: { accounts: PersistentMap(), payments: PersistentMap(), auctions: PersistentMap() },
  decide: (command, state) => {
    const isOfPeer = 'peerId' in command;
    if (isOfPeer && command.type !== 'SetCreditLimit' && !state.accounts.has(command.peerId)) {
      return reject(
        'credit-unknown',
        `${command.peerId} has no credit account: set a limit first.`,
      );
    }
    const said = eventsOf(command, state);
    return accept<CreditEvent>(...said, ...standingChanges(command.marketId, said, state));
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
      case 'CreditBilled':
        return withBill(state, event.data);
      case 'CreditStandingChanged': // What follows from the events before it.
      case 'CreditLevelChanged':
        return state;
    }
  },
};

/** Standing of every account. */
export const creditStanding = ({ accounts }: Credit) =>
  [...accounts].map(([peerId, account]) => standingOf(peerId, account));

const standingOf = (peerId: string, account: CreditAccount) => ({
  peerId,
  level: levelOf(account),
  exposureNanos: String(exposureOf(account)),
  limitNanos: String(account.limitNanos),
});

const eventsOf = (command: CreditCommand, state: Credit): CreditEvent[] => {
  switch (command.type) {
    case 'SetCreditLimit':
      return limitEvents(command, state);
    case 'ReceivePayment':
      return paymentEvents(command, state);
    case 'SuspendCredit':
    case 'ResumeCredit':
      return suspensionEvents(command, state);
    case 'ReserveCredit':
      return reserveEvents(command, state);
    case 'CaptureCredit':
      return captureEvents(command, state);
    case 'ReleaseCredit': {
      const { marketId, auctionId } = command;
      if (state.accounts.isEmpty() || isOver(state, auctionId)) return [];
      return [{ type: 'CreditReleased', data: { marketId, auctionId } }];
    }
    case 'BillCredit':
      return billEvents(command, state);
  }
};

const limitEvents = (command: SetCreditLimit, { accounts }: Credit): CreditEvent[] => {
  const { marketId, peerId, limitNanos } = command;
  if (accounts.get(peerId)?.limitNanos === limitNanos) return [];
  return [{ type: 'CreditLimitSet', data: { marketId, peerId, limitNanos: String(limitNanos) } }];
};

const paymentEvents = (command: ReceivePayment, { payments }: Credit): CreditEvent[] => {
  const { marketId, paymentId, peerId, amountNanos } = command;
  if (payments.has(paymentId)) return [];
  const data = { marketId, paymentId, peerId, amountNanos: String(amountNanos) };
  return [{ type: 'PaymentReceived', data }];
};

const suspensionEvents = (command: ChangeSuspension, { accounts }: Credit): CreditEvent[] => {
  const { type, marketId, peerId, reason } = command;
  const suspends = type === 'SuspendCredit';
  if (accounts.get(peerId)?.isSuspended === suspends) return [];
  const data = { marketId, peerId, reason };
  return [suspends ? { type: 'CreditSuspended', data } : { type: 'CreditResumed', data }];
};

/** Said once for every gate, even where nothing is held, so that intake knows what is counted. */
const reserveEvents = (command: ReserveCredit, state: Credit): CreditEvent[] => {
  const { again = false, marketId, auctionId } = command;
  const isOpen = again ? state.auctions.get(auctionId) === 'released' : !isOver(state, auctionId);
  if (state.accounts.isEmpty() || !isOpen) return [];
  const amounts = newAmounts(command.amounts, state, `reserve:${auctionId}`);
  if (amounts.length === 0 && state.auctions.has(auctionId)) return [];
  return [{ type: 'CreditReserved', data: { marketId, auctionId, amounts } }];
};

const isOver = ({ auctions }: Credit, auctionId: string): boolean =>
  auctions.has(auctionId) && auctions.get(auctionId) !== 'reserved';

const captureEvents = (command: CaptureCredit, state: Credit): CreditEvent[] => {
  const { marketId, auctionId, runId } = command;
  if (state.accounts.isEmpty()) return [];
  const amounts = newAmounts(command.amounts, state, `auction:${auctionId}`);
  const data = { marketId, auctionId, runId, amounts };
  if (state.auctions.get(auctionId) !== 'settled') return [{ type: 'CreditCaptured', data }];
  return amounts.length === 0 ? [] : [{ type: 'CreditAdjusted', data }];
};

const billEvents = (command: BillCredit, state: Credit): CreditEvent[] => {
  const { marketId, from, to, runId, auctionIds } = command;
  const amounts = newAmounts(command.amounts, state, billOf(command));
  const data = { marketId, from, to, runId, auctionIds: [...auctionIds], amounts };
  const after = withBill(state, data);
  return after.accounts === state.accounts ? [] : [{ type: 'CreditBilled', data }];
};

const billOf = ({ from, to }: { readonly from: string; readonly to: string }): Held =>
  `bill:${from}_${to}`;

/** Of peers that have an account, and of which something else is held. */
const newAmounts = (amounts: readonly PeerAmount[], { accounts }: Credit, what: Held) =>
  amounts.flatMap(({ peerId, amountNanos }) => {
    const account = accounts.get(peerId);
    const isNew = account !== undefined && account.held.get(what) !== amountNanos;
    return isNew ? [{ peerId, amountNanos: String(amountNanos) }] : [];
  });

/** Who stands differently after the events. */
const standingChanges = (
  marketId: string,
  said: readonly CreditEvent[],
  state: Credit,
): CreditEvent[] => {
  const after = said.reduce(credit.evolve, state);
  const changed = [...after.accounts]
    .filter(([peerId, account]) => account !== state.accounts.get(peerId))
    .map(([peerId, account]) => standingOf(peerId, account));
  if (changed.length === 0) return [];
  const crossed = changed.filter(
    ({ peerId, level }) => level !== levelOf(state.accounts.get(peerId) ?? NEW_ACCOUNT),
  );
  return [
    { type: 'CreditStandingChanged', data: { marketId, standings: changed } },
    ...crossed.map((standing): CreditEvent => ({
      type: 'CreditLevelChanged',
      data: { marketId, ...standing },
    })),
  ];
};

type DataOf<Type extends CreditEvent['type']> = Extract<
  CreditEvent,
  { readonly type: Type }
>['data'];

const withAccount = (
  state: Credit,
  peerId: string,
  change: (account: CreditAccount) => CreditAccount,
): Credit => ({
  ...state,
  accounts: state.accounts.set(peerId, change(state.accounts.get(peerId) ?? NEW_ACCOUNT)),
});

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

const STAGES = {
  CreditReserved: 'reserved',
  CreditReleased: 'released',
  CreditCaptured: 'settled',
  CreditAdjusted: 'settled',
} as const;

/** A reserve ends where its auction is captured or fails, for everybody. */
const withAuction = (state: Credit, { type, data }: AuctionEvent): Credit => {
  const { auctionId } = data;
  const isReserve = type === 'CreditReserved';
  const auctions = state.auctions.set(auctionId, STAGES[type]);
  const amounts = type === 'CreditReleased' ? [] : data.amounts;
  const what: Held = isReserve ? `reserve:${auctionId}` : `auction:${auctionId}`;
  const accounts = state.accounts.withMutations((changing) => {
    if (!isReserve) changeAll(changing, (account) => lettingGo(account, `reserve:${auctionId}`));
    holdAll(changing, what, amounts);
  });
  return { ...state, auctions, accounts };
};

const withBill = (state: Credit, data: DataOf<'CreditBilled'>): Credit => ({
  ...state,
  accounts: state.accounts.withMutations((changing) => {
    holdAll(changing, billOf(data), data.amounts);
    changeAll(changing, (account) => billedWith(account, billOf(data), data.auctionIds));
  }),
});

const changeAll = (
  accounts: Credit['accounts'],
  change: (account: CreditAccount) => CreditAccount,
): void => {
  for (const [peerId, account] of [...accounts]) accounts.set(peerId, change(account));
};

const holdAll = (
  accounts: Credit['accounts'],
  what: Held,
  amounts: DataOf<'CreditReserved'>['amounts'],
): void => {
  for (const { peerId, amountNanos } of amounts) {
    accounts.set(peerId, holding(accounts.get(peerId) ?? NEW_ACCOUNT, what, BigInt(amountNanos)));
  }
};
