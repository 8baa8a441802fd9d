import type { CaseFile } from '@trueque/contracts';

/** One auction to clear again. */
export interface ReplayAuction {
  readonly auctionId: string;
  readonly file: CaseFile;
}

/** Half-open, by start of delivery; RFC 3339. */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const isWithin = (start: string, { from, to }: Period): boolean => {
  const at = Date.parse(start);
  return (
    (from === undefined || at >= Date.parse(from)) && (to === undefined || at < Date.parse(to))
  );
};
