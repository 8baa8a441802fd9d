import type { ApprovalRefusal } from '@trueque/approvals';
import type { AuctionRefusal } from './domain/auction-command.js';
import type { MarketRefusal } from './domain/market.decider.js';
import type { PersonRefusal } from './domain/person.decider.js';
import type { ReadingsRefusal } from './domain/readings.decider.js';
import type { StandingOffersRefusal } from './domain/standing-offers.decider.js';
import type { TradingRulesRefusal } from './domain/trading-rules.decider.js';

type Refusal =
  | MarketRefusal
  | AuctionRefusal
  | ReadingsRefusal
  | PersonRefusal
  | StandingOffersRefusal
  | TradingRulesRefusal
  | ApprovalRefusal;

/** The HTTP status of every reason why intake refuses. */
export const REFUSAL_STATUSES: Readonly<Record<Refusal, number>> = {
  'market-unknown': 404,
  'community-unknown': 404,
  'peer-unknown': 404,
  'contract-unknown': 404,
  'contract-party-unknown': 404,
  'contract-owner-unknown': 404,
  'auction-unknown': 404,
  'offer-unknown': 404,
  'person-unknown': 404,
  'standing-offer-unknown': 404,
  'change-unknown': 404,
  'market-exists': 409,
  'community-exists': 409,
  'peer-exists': 409,
  'person-registered': 409,
  'contract-exists': 409,
  'contract-overlaps': 409,
  'contract-ended': 409,
  'auction-exists': 409,
  'offer-exists': 409,
  'offer-withdrawn': 409,
  'book-full': 409,
  'gate-closed': 409,
  'credit-suspended': 409,
  'credit-restricted': 409,
  'credit-exceeded': 409,
  'auction-state': 409,
  'auction-suspended': 409,
  'auction-cancelled': 409,
  'not-open': 409,
  'approval-needed': 409,
  'change-decided': 409,
  'change-expired': 409,
  'fallback-price-missing': 409,
  'same-person': 403,
  'not-your-offer': 403,
  'changed-meanwhile': 412,
  'contract-with-itself': 422,
  'contract-cost-unclear': 422,
  'contract-validity-empty': 422,
  'delivery-invalid': 422,
  'series-length': 422,
  'offer-invalid': 422,
  'opening-invalid': 422,
  'calendar-invalid': 422,
  'price-limits-invalid': 422,
  'price-above-cap': 422,
  'price-below-floor': 422,
  'reason-missing': 422,
  'readings-empty': 422,
  'readings-invalid': 422,
};
