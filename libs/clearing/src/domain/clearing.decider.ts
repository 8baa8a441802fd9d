import type { ClearingsEvent } from '@trueque/contracts';
import { accept, acceptAll, type Decider } from '@trueque/kernel';
import type { AuctionId, AuctionResult } from './auction-result.js';

/** The command carries what was computed; `facts`, since a retry may have computed it anew. */
export interface RecordResult {
  readonly type: 'RecordResult';
  readonly facts: AuctionResult;
}

export interface ClearingState {
  readonly status: 'waiting' | 'cleared' | 'failed';
}

/**
 * The clearing of one auction: it ends once, cleared or failed. A result for an auction that has
 * one already adds nothing: whoever computed it found the same.
 */
export const clearing: Decider<RecordResult, ClearingState, ClearingsEvent, never> = {
  category: 'clearing',
  initial: { status: 'waiting' },
  decide: ({ facts }, { status }) => {
    if (status !== 'waiting') return accept();
    const stopped = facts.stops.map((stop): ClearingsEvent => ({
      type: 'ClearingStopped',
      data: { ...idsOf(facts), ...stop },
    }));
    if (facts.status === 'failed') {
      return accept<ClearingsEvent>(...stopped, { type: 'AuctionFailed', data: facts.failed });
    }
    return acceptAll<ClearingsEvent>([
      ...stopped,
      { type: 'AuctionCleared', data: facts.cleared },
      ...(facts.judged === undefined
        ? []
        : [{ type: 'ResultJudged' as const, data: facts.judged }]),
      ...facts.trades.map((data): ClearingsEvent => ({ type: 'TradeExecuted', data })),
    ]);
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'AuctionCleared':
        return { status: 'cleared' };
      case 'AuctionFailed':
        return { status: 'failed' };
      case 'ClearingStopped':
      case 'ResultJudged':
      case 'TradeExecuted':
        return state;
    }
  },
};

const idsOf = (facts: AuctionResult): AuctionId => {
  const { auctionId, marketId } = facts.status === 'failed' ? facts.failed : facts.cleared;
  return { marketId, auctionId };
};
