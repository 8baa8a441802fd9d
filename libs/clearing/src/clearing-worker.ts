import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { type AuctionId, type AuctionResult, auctionResult } from './domain/auction-result.js';
import { NotProven } from './domain/canonical/not-proven.js';
import { clearCase } from './domain/clear.js';

/** What the service asks a worker thread for. */
export interface ClearingTask {
  readonly ids: AuctionId;
  readonly file: CaseFile;
}

const highs = loadHighs();

/** Runs in a worker thread, where a solve may block as long as it takes. */
export const clearAuction = async ({ file, ids }: ClearingTask): Promise<AuctionResult> => {
  try {
    return auctionResult(ids, clearCase(file, { engine: 'auto' }, await highs), file.currency);
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    const failed = {
      ...ids,
      reason: 'not-proven',
      detail: error.message,
      explanation: [],
    } as const;
    return { status: 'failed', failed: { ...failed, explanation: [] } };
  }
};
