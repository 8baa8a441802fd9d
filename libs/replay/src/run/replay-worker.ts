import { LastDays, NotProven } from '@trueque/clearing';
import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { InvariantBroken } from '@trueque/kernel';
import type { LpSolver } from '@trueque/linear-program';
import type { AuctionSummary } from './auction-summary.js';
import type { ReplayAuction } from './replay-auction.js';
import { applyScenario, type Scenario, UnsoundScenario } from '../rules/scenario.js';
import { summarise } from './summarise.js';

export interface ReplayTask extends ReplayAuction {
  readonly scenario: Scenario | undefined;
}

const highs = loadHighs();

/** All auctions of a run are of one market. */
const lastDays = new LastDays();
const THE_MARKET = 'the market';

/** Rules that fit the auction nowhere; said in words, because an error loses its kind on the way. */
export interface Unsound {
  readonly unsound: string;
}

/** Runs in a worker thread: the changed case, cleared and summarised. */
export const replayAuction = async ({
  auctionId,
  file,
  scenario,
}: ReplayTask): Promise<AuctionSummary | Unsound> => {
  try {
    const changed = scenario === undefined ? file : applyScenario(file, scenario);
    return clearedAgain(auctionId, changed, await highs);
  } catch (error) {
    if (error instanceof UnsoundScenario) return { unsound: error.message };
    throw error;
  }
};

/**
 * An auction that cannot be proven is a failed one of its run, so that the others of a year are not
 * lost with it.
 */
const clearedAgain = (auctionId: string, file: CaseFile, solver: LpSolver): AuctionSummary => {
  try {
    const clearing = lastDays.clear(file, { market: THE_MARKET, solver });
    return summarise(auctionId, file.currency, clearing);
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
