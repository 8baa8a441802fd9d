import {
  type AuctionState,
  type ClearingsEvent,
  lifeProblem,
  type Reasoned,
  type ReviewDecision,
  STATE_AFTER_REVIEW,
} from '@trueque/contracts';
import { accept, type Decision, isoInstant, reject } from '@trueque/kernel';
import type { AuctionId } from './auction-result.js';
import { type ClearingState, priceStatusOf } from './clearing-state.js';

export interface DecideReview extends AuctionId, Reasoned {
  readonly type: 'DecideReview';
  readonly decision: ReviewDecision;
  readonly facts: {
    readonly at: string;
    /** Null where the auction was never scheduled. */
    readonly scheduled: { readonly start: string; readonly life: AuctionState } | null;
    readonly secondAuctionMinutes: number;
    readonly hasFallbackPrice: boolean;
    /** Whether the auction is as it was read, where the request says how that was. */
    readonly isAsRead?: boolean;
  };
}

export type ReviewRefusal =
  | 'auction-unknown'
  | 'changed-meanwhile'
  | 'auction-state'
  | 'fallback-price-missing'
  | 'second-auction-late';

type ReviewDecisionMade = Decision<ClearingsEvent, ReviewRefusal>;

/** The operator's word on a result under review, or on an auction that failed. Said twice it is no error. */
export const decideReview = (command: DecideReview, state: ClearingState): ReviewDecisionMade => {
  const { auctionId, decision, facts } = command;
  const { scheduled } = facts;
  if (scheduled === null)
    return reject('auction-unknown', `There is no auction ${auctionId}. Schedule it first.`);
  if (facts.isAsRead === false)
    return reject(
      'changed-meanwhile',
      `Auction ${auctionId} was changed meanwhile. Read it again.`,
    );
  const life = lifeOf(state, scheduled.life);
  const problem = lifeProblem(auctionId, life, STATE_AFTER_REVIEW[decision]);
  if (problem !== undefined || !isDecidable(life))
    return reject('auction-state', problem ?? `Auction ${auctionId} is ${life}.`);
  if (decision === 'administer' && !facts.hasFallbackPrice)
    return reject(
      'fallback-price-missing',
      'The market has no fallback price to clear it at. Set one first.',
    );
  return decision === 'second-auction'
    ? holdSecond(command, scheduled.start)
    : accept<ClearingsEvent>(decided(command), ...publishedWith(command, state));
};

/** Until its gate has closed, clearing knows nothing of an auction. */
const lifeOf = ({ life }: ClearingState, scheduled: AuctionState): AuctionState =>
  life === 'gate-closed' ? scheduled : life;

const isDecidable = (life: AuctionState): boolean => life === 'under-review' || life === 'failed';

type Second = { readonly auctionId: string; readonly gateClosesAt: string };

const decided = (
  { auctionId, decision, marketId, reason, reasonCode }: DecideReview,
  secondAuction?: Second,
): ClearingsEvent => ({
  type: 'ReviewDecided',
  data: {
    ...{ marketId, auctionId, decision, reasonCode, reason },
    ...(secondAuction && { secondAuction }),
  },
});

const publishedWith = (
  { auctionId, decision, marketId }: DecideReview,
  { administered, result }: ClearingState,
): readonly ClearingsEvent[] => {
  if (decision !== 'publish' || result === null) return [];
  const { resultHash, rung } = result;
  const priceStatus = priceStatusOf(rung, administered);
  const data = { marketId, auctionId, resultHash, priceStatus, reviewed: true };
  return [{ type: 'ResultPublished', data }];
};

const MINUTE_MS = 60_000;

const holdSecond = (command: DecideReview, start: string): ReviewDecisionMade => {
  const { auctionId, facts } = command;
  const gateClosesAt = isoInstant(Date.parse(facts.at) + facts.secondAuctionMinutes * MINUTE_MS);
  if (Date.parse(gateClosesAt) > Date.parse(start))
    return reject(
      'second-auction-late',
      `Its gate would close at ${gateClosesAt}, after delivery starts at ${start}. Publish the result, or clear it at the fallback price.`,
    );
  return accept(decided(command, { auctionId: nextAuctionId(auctionId), gateClosesAt }));
};

/** `2026-06-01`, then `2026-06-01.2`, then `2026-06-01.3`. */
const nextAuctionId = (auctionId: string): string => {
  const [, first = auctionId, number = '1'] = /^(.+)\.(\d+)$/.exec(auctionId) ?? [];
  return `${first}.${Number(number) + 1}`;
};
