import type { PeerBill } from '@trueque/contracts';

type Run = PeerBill['runs'][number];

/** A run beside the one before of the same auction. */
export interface RevisedRun extends Run {
  /** Null for the first run of an auction. */
  readonly changeNanos: string | null;
}

export const revised = (runs: readonly Run[]): readonly RevisedRun[] =>
  runs.map((run, at) => {
    const before = runs.slice(0, at).findLast(({ auctionId }) => auctionId === run.auctionId);
    const changeNanos =
      before === undefined ? null : String(BigInt(run.totalNanos) - BigInt(before.totalNanos));
    return { ...run, changeNanos };
  });
