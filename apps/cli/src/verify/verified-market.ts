/** What verification found in one market; all of it holds where there is no fault. */
export interface VerifiedMarket {
  readonly market: string;
  /** Events that are as they were recorded, from the first one. */
  readonly events: number;
  /** Hash of the last of them. */
  readonly hash: string;
  /** Up to here a checkpoint kept elsewhere proves that nothing was removed or written anew; 0 without one. */
  readonly provedUpTo: number;
  /** Auctions that were cleared again, their certificates checked. */
  readonly auctions: number;
  /** Settlement runs that were added up, of auctions and of windows. */
  readonly runs: number;
  readonly faultsCount: number;
  /** The first of them, in the order of the log; those of the chain first. */
  readonly faults: readonly Fault[];
}

export interface Fault {
  readonly check: 'chain' | 'clearing' | 'settlement';
  /** `event 17`, `auction 2026-06-01`, `run …`. */
  readonly subject: string;
  /** Begins with the field that differs, where it is one. */
  readonly detail: string;
}

/** The first thing that is wrong, in the order in which things rest on each other. */
export const firstFault = (markets: readonly VerifiedMarket[]): string | null => {
  for (const { faults, market } of markets)
    for (const { detail, subject } of faults) return `${market}: ${subject}: ${detail}`;
  return null;
};
