import type { CreditLevel } from '@trueque/contracts';
import { Map as PersistentMap } from 'immutable';

/** What one peer may owe, and owes. 10⁻⁹ currency. */
export interface CreditAccount {
  /** A line of credit, and beyond it what was paid in advance. */
  readonly limitNanos: bigint;
  readonly paidNanos: bigint;
  readonly isSuspended: boolean;
  /** By auction: held back at the gate. */
  readonly reserved: PersistentMap<string, bigint>;
  /** By auction: what it came to; negative is owed to the peer. */
  readonly owed: PersistentMap<string, bigint>;
}

export const NEW_ACCOUNT: CreditAccount = {
  ...{ limitNanos: 0n, paidNanos: 0n, isSuspended: false },
  reserved: PersistentMap(),
  owed: PersistentMap(),
};

/** Unpaid and accrued, and the worst case of open bids, less what was paid. */
export const exposureOf = ({ reserved, owed, paidNanos }: CreditAccount): bigint => {
  const sum = (amounts: PersistentMap<string, bigint>) =>
    amounts.reduce((all, amount) => all + amount, 0n);
  return sum(reserved) + sum(owed) - paidNanos;
};

/** Below 75 % of the limit ok, up to 90 % a warning, above it only sales are taken. */
export const levelOf = (account: CreditAccount): CreditLevel => {
  if (account.isSuspended) return 'suspended';
  const exposure = exposureOf(account);
  if (exposure <= 0n || exposure * 100n < account.limitNanos * 75n) return 'ok';
  return exposure * 100n <= account.limitNanos * 90n ? 'warning' : 'restricted';
};
