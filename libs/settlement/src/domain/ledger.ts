import { compareText } from '@trueque/kernel';
import type { Entry, Posting } from './entries.js';

/** Entries summed per account and kind, in order of both; what cancels out is not posted. */
export const postingsOf = (entries: readonly Entry[]): Posting[] => {
  const accounts = new Map<string, Map<Posting['kind'], bigint>>();
  for (const { account, kind, amountNanos } of entries) {
    const sums = accounts.get(account) ?? new Map<Posting['kind'], bigint>();
    accounts.set(account, sums.set(kind, (sums.get(kind) ?? 0n) + amountNanos));
  }
  return [...accounts]
    .flatMap(([account, sums]) => [...sums].map(([kind, sum]) => ({ account, kind, sum })))
    .filter(({ sum }) => sum !== 0n)
    .map(({ sum, ...posting }) => ({ ...posting, amountNanos: String(sum) }))
    .sort((a, b) => compareText(a.account, b.account) || compareText(a.kind, b.kind));
};
