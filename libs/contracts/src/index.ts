export * from './case-file.js';
export * from './clearing-answer.js';
export * from './catalogue.js';
export { TOPICS, type Topic } from './event-schema.js';
export { type Rung, RUNGS } from './auction-cleared.js';
export { clearingsEvents, type ClearingsEvent } from './clearings-events.js';
export { offersEvents, type OffersEvent } from './offers-events.js';
export { settlementsEvents, type SettlementsEvent } from './settlements-events.js';
export * from './life/auction-life.js';
export * from './life/trading-rules.js';
export * from './life/reasons.js';
export { PRICE_OBJECTIONS, type PriceObjection } from './life/life-shapes.js';
export {
  type AdministeredBecause,
  PRICE_STATUSES,
  type PriceStatus,
  type ReviewCause,
} from './life/clearing-life.js';
export * from './approval-events.js';
export * from './notice-events.js';
export { bookDigest, type StandingOffer } from './book.js';
export { OFFER_AMOUNT_MAX, offerProblems, type OfferProblem } from './offer-rules.js';
export {
  type Channel,
  CHANNELS,
  type HistoryEvent,
  historyEvents,
  QUALITIES,
  type Quality,
} from './history-events.js';
export { meteredSchema } from './meter-readings.js';
export { contractAgreedSchema } from './contract-agreed.js';
export * from './rule-pack.js';
export * from './billing-events.js';
export { disputeEvents, type DisputeEvent } from './dispute-events.js';
export { type DivisionEvent, divisionEvents } from './division-events.js';
export {
  type CreditEvent,
  creditEvents,
  type CreditLevel,
  type CreditObjection,
} from './credit-events.js';
export { creditLevelOf } from './credit-level.js';
export { dearestPriceOf, type Delivery, mayBuy, worstCaseNanos } from './worst-case.js';
export * from './words/index.js';
export * from './insights/comparison.js';
export * from './insights/dry-run.js';
export * from './insights/flows.js';
export * from './insights/operations.js';
export * from './insights/overview.js';
export * from './insights/peers.js';
export * from './insights/series.js';
