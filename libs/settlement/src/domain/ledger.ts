import { compareText } from '@trueque/kernel';
import type { Entry, Posting } from './entries.js';

/** Entries summed per account and kind, in order of both; what cancels out is not posted. */
export const postingsOf = (entries: readonly Entry[]): Posting[] => {
  const sums = new Map<string, Pick<Entry, 'account' | 'kind' | 'amountNanos'>>();
  for (const { account, kind, amountNanos } of entries) {
    const key = `${kind} ${account}`;
    const sum = (sums.get(key)?.amountNanos ?? 0n) + amountNanos;
    sums.set(key, { account, kind, amountNanos: sum });
  }
  return [...sums.values()]
    .filter(({ amountNanos }) => amountNanos !== 0n)
    .map((posting) => ({ ...posting, amountNanos: String(posting.amountNanos) }))
    .sort((a, b) => compareText(a.account, b.account) || compareText(a.kind, b.kind));
};
