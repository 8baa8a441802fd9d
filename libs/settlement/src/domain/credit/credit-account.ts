import { type CreditLevel, creditLevelOf } from '@trueque/contracts';
import { Map as PersistentMap } from 'immutable';

/** What one peer may owe, and owes. 10⁻⁹ currency. */
export interface CreditAccount {
  /** A line of credit, and beyond it what was paid in advance. */
  readonly limitNanos: bigint;
  readonly paidNanos: bigint;
  readonly isSuspended: boolean;
  /** What is held against it, by what for: see `Held`. Negative is owed to the peer. */
  readonly held: PersistentMap<Held, bigint>;
  /** Sum of what is held. */
  readonly heldNanos: bigint;
}

/**
 * `reserve:` an auction whose gate closed, the worst its bids may come to; `auction:` what it came
 * to; `bill:` what a window is billed at, and `billed:` its auctions again with the other sign,
 * since they stand in the bill.
 */
export type Held = `${'reserve' | 'auction' | 'bill' | 'billed'}:${string}`;

export const NEW_ACCOUNT: CreditAccount = {
  ...{ limitNanos: 0n, paidNanos: 0n, isSuspended: false },
  ...{ held: PersistentMap(), heldNanos: 0n },
};

/** The same account where nothing changes. */
export const holding = (account: CreditAccount, what: Held, amountNanos: bigint): CreditAccount => {
  const before = account.held.get(what);
  if (before === amountNanos) return account;
  return {
    ...account,
    held: account.held.set(what, amountNanos),
    heldNanos: account.heldNanos + amountNanos - (before ?? 0n),
  };
};

export const lettingGo = (account: CreditAccount, what: Held): CreditAccount => {
  const before = account.held.get(what);
  if (before === undefined) return account;
  return {
    ...account,
    held: account.held.remove(what),
    heldNanos: account.heldNanos - before,
  };
};

/** Auctions that a bill includes no longer count beside it; of peers without that bill they do. */
export const billedWith = (
  account: CreditAccount,
  bill: Held,
  auctionIds: readonly string[],
): CreditAccount => {
  if (!account.held.has(bill)) return account;
  return auctionIds.reduce((changed, auctionId) => {
    const owed = changed.held.get(`auction:${auctionId}`);
    return owed === undefined ? changed : holding(changed, `billed:${auctionId}`, -owed);
  }, account);
};

/** Unpaid and accrued, and the worst case of bids whose gate has closed, less what was paid. */
export const exposureOf = ({ heldNanos, paidNanos }: CreditAccount): bigint =>
  heldNanos - paidNanos;

export const levelOf = (account: CreditAccount): CreditLevel =>
  account.isSuspended ? 'suspended' : creditLevelOf(exposureOf(account), account.limitNanos);
