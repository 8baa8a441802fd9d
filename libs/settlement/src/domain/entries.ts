import type { SettlementsEvent } from '@trueque/contracts';
import { nanosOf } from '@trueque/kernel';
import type { PeerAccount } from './accounts.js';

export type RunCompleted = Extract<
  SettlementsEvent,
  { readonly type: 'SettlementRunCompleted' }
>['data'];
export type Statement = Extract<SettlementsEvent, { readonly type: 'StatementIssued' }>['data'];
export type Posting = RunCompleted['postings'][number];
export type StatementLine = Statement['lines'][number];

/**
 * One side of an exchange of money: what an account gets (positive) or owes (negative). Where the
 * account is a peer's, `line` is how the peer's statement shows it.
 */
export interface Entry {
  readonly account: string;
  readonly kind: Posting['kind'];
  /** 10⁻⁹ currency. */
  readonly amountNanos: bigint;
  readonly line?: EntryLine;
}

export type EntryLine = Omit<StatementLine, 'amountNanos' | 'quality'> & {
  readonly peerId: string;
};

/** The entry behind a line of a statement: energy × price, with the sign of the line's kind. */
export const peerEntry = (accountOf: PeerAccount, line: EntryLine): Entry => ({
  account: accountOf(line.peerId),
  kind: POSTED[line.kind],
  amountNanos: amountOf(line.kind, nanosOf(line.energyWh, line.priceMicrosPerKwh)),
  line,
});

const POSTED: Readonly<Record<StatementLine['kind'], Posting['kind']>> = {
  ...{ purchase: 'trade', sale: 'trade', 'link-revenue': 'network' },
  ...{ 'deviation-short': 'deviation', 'deviation-long': 'deviation' },
};

/** Who buys or falls short pays; who sells or is long receives. */
export const amountOf = (kind: StatementLine['kind'], valueNanos: bigint): bigint =>
  kind === 'purchase' || kind === 'deviation-short' ? -valueNanos : valueNanos;

export const sumOf = (entries: Iterable<{ readonly amountNanos: bigint }>): bigint => {
  let sum = 0n;
  for (const { amountNanos } of entries) sum += amountNanos;
  return sum;
};
