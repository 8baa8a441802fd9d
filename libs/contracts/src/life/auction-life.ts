import type { ClearingsEvent } from '../clearings-events.js';
import type { OffersEvent } from '../offers-events.js';
import type { SettlementsEvent } from '../settlements-events.js';
import type { ReviewDecision } from './reasons.js';

/** How far an auction came, in the order in which it usually gets there. */
export const AUCTION_STATES = [
  'scheduled',
  'open',
  'suspended',
  'gate-closed',
  'clearing',
  'cleared',
  'fallback',
  'under-review',
  'published',
  'settled',
  'failed',
  'cancelled',
] as const;
export type AuctionState = (typeof AUCTION_STATES)[number];

interface Stage {
  readonly next: readonly AuctionState[];
  /** For a person who wanted something that is not possible now. */
  readonly wayOut: string;
}

/** The states of an auction and what each may become: there is no other way through. */
const LIFE: Readonly<Record<AuctionState, Stage>> = {
  scheduled: {
    next: ['open', 'suspended', 'cancelled'],
    wayOut: 'Wait for its opening, suspend or cancel it.',
  },
  open: {
    next: ['suspended', 'gate-closed', 'cancelled'],
    wayOut: 'Offer, close its gate, suspend or cancel it.',
  },
  suspended: {
    next: ['scheduled', 'open', 'gate-closed', 'cancelled'],
    wayOut: 'Resume or cancel it; at its gate the fallback price applies.',
  },
  'gate-closed': {
    next: ['clearing'],
    wayOut: 'Wait until it is cleared, then review its result.',
  },
  clearing: {
    next: ['cleared', 'fallback', 'failed'],
    wayOut: 'Wait until it is cleared, then review its result.',
  },
  cleared: { next: ['under-review', 'published'], wayOut: 'Wait until its result is published.' },
  fallback: { next: ['under-review', 'published'], wayOut: 'Wait until its result is published.' },
  'under-review': {
    next: ['published', 'clearing', 'cancelled'],
    wayOut:
      'Publish its result, clear it at the fallback price, hold a second auction or cancel it.',
  },
  failed: {
    next: ['clearing', 'cancelled'],
    wayOut: 'Clear it again, clear it at the fallback price, hold a second auction or cancel it.',
  },
  published: {
    next: ['settled'],
    wayOut: 'Its result stands: correct it by a settlement run with a reason.',
  },
  settled: {
    next: ['settled'],
    wayOut: 'Its result stands: correct it by a settlement run with a reason.',
  },
  cancelled: { next: [], wayOut: 'Schedule another auction.' },
};

export const mayBecome = (from: AuctionState, to: AuctionState): boolean =>
  LIFE[from].next.includes(to);

/** Why an auction cannot become what somebody wants it to be, and what can be done; undefined where it can. */
export const lifeProblem = (
  auctionId: string,
  from: AuctionState,
  to: AuctionState,
): string | undefined =>
  mayBecome(from, to)
    ? undefined
    : `Auction ${auctionId} is ${from} and cannot become ${to}. ${LIFE[from].wayOut}`;

export type LifeEvent = OffersEvent | ClearingsEvent | SettlementsEvent;

/** The state that an auction is in after an event of its own; events that change nothing leave it. */
export const stateAfter = (state: AuctionState, event: LifeEvent): AuctionState => {
  switch (event.type) {
    case 'AuctionScheduled':
    case 'AuctionOpened':
      return 'open';
    case 'OpeningSet':
      return 'scheduled';
    case 'AuctionSuspended':
      return 'suspended';
    case 'AuctionResumed':
      return event.data.state;
    case 'AuctionCancelled':
      return 'cancelled';
    case 'GateClosed':
      return 'gate-closed';
    case 'ClearingStarted':
      return 'clearing';
    case 'AuctionCleared':
      return event.data.rung === 'decoupled' ? 'fallback' : 'cleared';
    case 'ReviewOpened':
      return 'under-review';
    case 'ReviewDecided':
      return STATE_AFTER_REVIEW[event.data.decision];
    case 'ResultPublished':
      return 'published';
    case 'AuctionFailed':
      return 'failed';
    case 'SettlementRunCompleted':
      return 'settled';
    default:
      return state;
  }
};

export const STATE_AFTER_REVIEW: Readonly<Record<ReviewDecision, AuctionState>> = {
  publish: 'published',
  'clear-again': 'clearing',
  administer: 'clearing',
  'second-auction': 'cancelled',
  cancel: 'cancelled',
};
