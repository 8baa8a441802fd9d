import { clearCase, NotProven } from '@trueque/clearing';
import { loadHighs } from '@trueque/highs';
import { InvariantBroken } from '@trueque/kernel';
import type { AuctionSummary } from './auction-summary.js';
import type { ReplayAuction } from './replay-auction.js';
import { applyScenario, type Scenario } from './scenario.js';
import { summarise } from './summarise.js';

export interface ReplayTask extends ReplayAuction {
  readonly scenario: Scenario | undefined;
}

const highs = loadHighs();

/**
 * Runs in a worker thread: the changed case, cleared and summarised. An auction that cannot be proven
 * is a failed one of its run, so that the others of a year are not lost with it.
 */
export const replayAuction = async ({
  auctionId,
  file,
  scenario,
}: ReplayTask): Promise<AuctionSummary> => {
  const changed = scenario === undefined ? file : applyScenario(file, scenario);
  try {
    const clearing = clearCase(changed, { engine: 'auto' }, await highs);
    return summarise(auctionId, changed.currency, clearing);
  } catch (error) {
    if (!(error instanceof NotProven || error instanceof InvariantBroken)) throw error;
    return {
      ...{ auctionId, start: file.start, mtu: file.mtu, periods: file.periods },
      ...{ currency: file.currency, status: 'failed', detail: error.message, inputHash: '' },
      ...{ resultHash: '', objective: 0, networkNanos: '0', congestionNanos: '0' },
      ...{ peers: [], prices: [] },
    };
  }
};
