export type { AuctionSummary, PeerSummary, TradedWith } from './auction-summary.js';
export {
  type Comparison,
  compareRuns,
  type Measure,
  NotComparable,
  type Outcome,
} from './compare.js';
export { type DayAuction, dayAuctions } from './day-cases.js';
export { type OffersPolicy, offersPolicySchema } from './offers-policy.js';
export { IncompleteBook, RecordedAuctions } from './recorded-auctions.js';
export { replayAuctions, type ReplayOptions } from './replay.js';
export { isWithin, type Period, type ReplayAuction } from './replay-auction.js';
export { NoSuchRun, RunFolder, type RunManifest } from './run-folder.js';
export { clearedIds, type RunTotals, totalsOf } from './run-totals.js';
export { applyScenario, type Scenario, scenarioSchema, UnsoundScenario } from './scenario.js';
