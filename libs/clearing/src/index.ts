export { clearAgain, clearAuctionAgain, type ClearedAgain } from './clear-again.js';
export { failAuctionAgain, type FailedAgain } from './fail-again.js';
export { ClearingPool } from './clearing-pool.js';
export { clearingConsumers, ClearingModule } from './clearing.module.js';
export type { DivisionSettings } from './division/market-divider.js';
export {
  clearCase,
  type Clearing,
  type ClearingStep,
  type Engine,
  EngineDoesNotApply,
  ENGINES,
} from './domain/clear.js';
export { LastDays } from './last-days.js';
export { judged, verdictOn } from './domain/judge/judged.js';
export type { Verdict } from './domain/judge/verdict.js';
export { NotProven } from './domain/canonical/not-proven.js';
export { lpTextOf } from './domain/lp-text-of.js';
export { type Schedule, schedulesOf } from './domain/result/outcome.js';
export { answerOf } from './domain/result/answer-of.js';
export { type Book, bookOf, caseOf, whyIncomplete } from './domain/book.js';
export { decideReview, type ReviewOrder } from './reviews.js';
