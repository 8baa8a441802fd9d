import type { BillingEvent } from '@trueque/contracts';
import { digest } from '@trueque/kernel';
import { withLargestRemainders } from '../sharing/whole-shares.js';
import { type AccountBook, inOrder, type Sum } from './book.js';

export type Bill = Extract<BillingEvent, { readonly type: 'BillIssued' }>['data'];
export type BillLine = Bill['lines'][number];

/** What a bill says, before it is known in which run and under which number. */
export type BillContent = Pick<
  Bill,
  'account' | 'lines' | 'totalMinor' | 'aloneNanos' | 'aloneMinor' | 'readings' | 'contentHash'
>;

export interface Rounding {
  /** Digits of the currency's minor unit. */
  readonly minorDigits: number;
  readonly taxCategoryOf: (code: string) => string | undefined;
}

/** Peers and communities are sent bills; other accounts are the operator's own affair. */
export const isBilled = (account: string): boolean => /^(peer|community):/.test(account);

/**
 * A book as a bill. The total is rounded once, half up; every line is rounded down or up, by largest
 * remainder, so that the lines are the total.
 */
export const billOf = (account: string, book: AccountBook, rounding: Rounding): BillContent => {
  const unit = nanosPerMinor(rounding.minorDigits);
  const sums = inOrder(book.sums);
  const minors = roundedLines(
    sums.map(([, { amountNanos }]) => amountNanos),
    unit,
  );
  const lines = sums.map(([code, sum], index) =>
    lineOf(code, sum, {
      amountMinor: minors[index] ?? 0n,
      category: rounding.taxCategoryOf(code),
      qualityWh: book.qualityWh.get(code),
    }),
  );
  const said = {
    ...{ account, lines, totalMinor: Number(minors.reduce((all, minor) => all + minor, 0n)) },
    aloneNanos: String(book.aloneNanos),
    aloneMinor: Number(floorOf(book.aloneNanos + unit / 2n, unit)),
    readings: byQuality(book.values),
  };
  return { ...said, contentHash: digest({ ...said, lines: lines.map(withoutQuality) }) };
};

/** What lines rest on is told by the readings already: where that changes, so do they. */
const withoutQuality = (line: BillLine) => ({ ...line, qualityWh: undefined });

export const nanosPerMinor = (minorDigits: number): bigint => 10n ** BigInt(9 - minorDigits);

/** Amounts in whole units that sum to the rounded sum. */
export const roundedLines = (amountsNanos: readonly bigint[], unit: bigint): bigint[] => {
  const total = amountsNanos.reduce((all, amount) => all + amount, 0n);
  const parts = amountsNanos.map((amount) => {
    const floor = floorOf(amount, unit);
    return { floor, rest: amount - floor * unit };
  });
  return withLargestRemainders(parts, floorOf(total + unit / 2n, unit));
};

const floorOf = (amount: bigint, unit: bigint): bigint =>
  amount >= 0n || amount % unit === 0n ? amount / unit : amount / unit - 1n;

interface RoundedLine {
  readonly amountMinor: bigint;
  readonly category: string | undefined;
  readonly qualityWh: readonly number[] | undefined;
}

const lineOf = (
  code: string,
  { energyWh, amountNanos }: Sum,
  { amountMinor, category, qualityWh }: RoundedLine,
): BillLine => ({
  ...{ code, energyWh, amountNanos: String(amountNanos), amountMinor: Number(amountMinor) },
  ...(category === undefined ? {} : { taxCategory: category }),
  qualityWh: qualityWh === undefined ? null : byQuality(qualityWh),
});

const byQuality = (values: readonly number[]): Bill['readings'] => {
  const [measured = 0, substituted = 0, estimated = 0, missing = 0] = values;
  return { measured, substituted, estimated, missing };
};
