import {
  type AdministeredBecause,
  type ClearingsEvent,
  type ReviewRules,
  stateAfter,
} from '@trueque/contracts';
import { accept, acceptAll, type Decider, type Decision } from '@trueque/kernel';
import type { AuctionId, AuctionResult } from './auction-result.js';
import { type DecideReview, decideReview, type ReviewRefusal } from './decide-review.js';
import { type Cleared, type ClearingState, isWaiting, priceStatusOf } from './clearing-state.js';
import { reviewCauses } from './review-causes.js';

/** A solver is about to be asked; again is no error. */
export interface StartClearing extends AuctionId {
  readonly type: 'StartClearing';
  readonly administered: AdministeredBecause | null;
}

/** The command carries what was computed; `facts`, since a retry may have computed it anew. */
export interface RecordResult {
  readonly type: 'RecordResult';
  /** Outside of these the result waits for the operator; without them it counts at once. */
  readonly review?: ReviewRules | undefined;
  readonly facts: AuctionResult;
}

export type ClearingCommand = StartClearing | RecordResult | DecideReview;

/**
 * The clearing of one auction: it ends cleared or failed. A result for an auction that has one already
 * adds nothing: whoever computed it found the same.
 */
export const clearing: Decider<ClearingCommand, ClearingState, ClearingsEvent, ReviewRefusal> = {
  category: 'clearing',
  initial: { life: 'gate-closed', administered: null, result: null },
  decide: (command, state) => {
    switch (command.type) {
      case 'StartClearing':
        return start(command, state);
      case 'RecordResult':
        return isWaiting(state) ? record(command, state) : accept();
      case 'DecideReview':
        return decideReview(command, state);
    }
  },
  evolve: (before, event) => {
    const state = { ...before, life: stateAfter(before.life, event) };
    switch (event.type) {
      case 'ClearingStarted':
        return { ...state, administered: event.data.administered };
      case 'AuctionCleared':
        return { ...state, result: event.data };
      case 'ReviewDecided':
        return event.data.decision === 'administer' ? { ...state, administered: 'review' } : state;
      default:
        return state;
    }
  },
};

const start = (
  { administered, auctionId, marketId }: StartClearing,
  { life }: ClearingState,
): Decision<ClearingsEvent, never> =>
  life === 'gate-closed'
    ? accept({ type: 'ClearingStarted', data: { marketId, auctionId, administered } })
    : accept();

const record = (
  { facts, review }: RecordResult,
  state: ClearingState,
): Decision<ClearingsEvent, never> => {
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
    ...(facts.judged === undefined ? [] : [{ type: 'ResultJudged' as const, data: facts.judged }]),
    ...facts.trades.map((data): ClearingsEvent => ({ type: 'TradeExecuted', data })),
    reviewedOrPublished(facts.cleared, review, state),
  ]);
};

/** What an operator has ordered to be cleared so is not looked at once more. */
const reviewedOrPublished = (
  cleared: Cleared,
  review: ReviewRules | undefined,
  { administered }: ClearingState,
): ClearingsEvent => {
  const { auctionId, marketId, resultHash, rung } = cleared;
  const causes = review && administered === null ? reviewCauses(cleared, review) : [];
  if (causes.length > 0)
    return { type: 'ReviewOpened', data: { marketId, auctionId, causes: [...causes] } };
  const priceStatus = priceStatusOf(rung, administered);
  return {
    type: 'ResultPublished',
    data: { marketId, auctionId, resultHash, priceStatus, reviewed: false },
  };
};

const idsOf = (facts: AuctionResult): AuctionId => {
  const { auctionId, marketId } = facts.status === 'failed' ? facts.failed : facts.cleared;
  return { marketId, auctionId };
};
