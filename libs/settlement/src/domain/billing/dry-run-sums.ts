import type {
  AccountChange,
  BillChange,
  CommunityChange,
  DryRunTotals,
  ReadingChange,
  SettlementDryRun,
} from '@trueque/contracts';
import { compareText } from '@trueque/kernel';
import type { WindowDryRun } from './dry-run.js';

/** Community of an account; null where it is of none, such as the main grid's. */
export type CommunityOf = (account: string) => string | null;

/** A dry run with what meters told since and what all of it comes to, the largest changes first. */
export const summedDryRun = (
  run: WindowDryRun,
  readings: readonly ReadingChange[],
  communityOf: CommunityOf,
): SettlementDryRun => {
  const communities = communityChanges(run.bills, communityOf);
  return {
    ...run,
    totals: {
      ...billSums(run.bills),
      ...{ bills: run.bills.length, accounts: run.accounts.length },
      ...{ communities: communities.length, readings: readings.length },
    },
    communities,
    accounts: run.accounts.toSorted(byDifference),
    bills: run.bills.toSorted(
      (a, b) =>
        Math.abs(b.differenceMinor) - Math.abs(a.differenceMinor) ||
        compareText(a.account, b.account),
    ),
    readings: readings.toSorted((a, b) => movedWh(b) - movedWh(a)),
    nextCursors: { accounts: null, bills: null, readings: null },
  };
};

const movedWh = ({ beforeWh, afterWh }: ReadingChange): number =>
  Math.abs(afterWh - (beforeWh ?? 0));

const byDifference = (a: AccountChange, b: AccountChange): number => {
  const more = sizeOf(b.differenceNanos) - sizeOf(a.differenceNanos);
  if (more !== 0n) return more > 0n ? 1 : -1;
  return compareText(a.account, b.account);
};

const sizeOf = (nanos: string): bigint => {
  const value = BigInt(nanos);
  return value < 0n ? -value : value;
};

type BillSums = Pick<DryRunTotals, 'billsChanged' | 'moreMinor' | 'lessMinor'>;

/** What is to pay is negative: who pays more has a negative difference. */
const billSums = (bills: readonly BillChange[]): BillSums => {
  let [billsChanged, moreMinor, lessMinor] = [0, 0, 0];
  for (const { differenceMinor } of bills) {
    if (differenceMinor !== 0) billsChanged += 1;
    if (differenceMinor < 0) moreMinor -= differenceMinor;
    else lessMinor += differenceMinor;
  }
  return { billsChanged, moreMinor, lessMinor };
};

/** Communities of which bills come to something else, those of which most money moves first. */
const communityChanges = (
  bills: readonly BillChange[],
  communityOf: CommunityOf,
): CommunityChange[] => {
  const changed = new Map<string | null, BillChange[]>();
  for (const bill of bills.filter(({ differenceMinor }) => differenceMinor !== 0)) {
    const communityId = communityOf(bill.account);
    const own = changed.get(communityId);
    if (own) own.push(bill);
    else changed.set(communityId, [bill]);
  }
  return [...changed]
    .map(([communityId, own]) => ({ communityId, ...billSums(own) }))
    .sort(
      (a, b) =>
        b.moreMinor + b.lessMinor - a.moreMinor - a.lessMinor ||
        compareText(a.communityId ?? '', b.communityId ?? ''),
    );
};
