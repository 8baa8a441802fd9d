import { AuctionTimesProjection } from './auction-times.projection.js';
import { AuctionsProjection } from './auctions.projection.js';
import { FlowsProjection } from './flows.projection.js';
import { MarketsProjection } from './markets.projection.js';
import { NoticesProjection } from './notices.projection.js';
import { MarketNoticesProjection } from './market-notices.projection.js';
import { OffersProjection } from './offers.projection.js';
import { PostingsProjection } from './postings.projection.js';
import { PricesProjection } from './prices.projection.js';
import { ReadingsProjection } from './readings.projection.js';
import { SchedulesProjection } from './schedules.projection.js';
import { SettlementRunsProjection } from './settlement-runs.projection.js';
import { StatementsProjection } from './statements.projection.js';
import { SumsProjection } from './sums.projection.js';
import { TradesProjection } from './trades.projection.js';

/** All read models. Each has its own checkpoint, so each may be rebuilt alone. */
export const reportingConsumers = [
  MarketsProjection,
  AuctionsProjection,
  PricesProjection,
  SchedulesProjection,
  TradesProjection,
  FlowsProjection,
  StatementsProjection,
  PostingsProjection,
  OffersProjection,
  ReadingsProjection,
  AuctionTimesProjection,
  SettlementRunsProjection,
  SumsProjection,
  NoticesProjection,
  MarketNoticesProjection,
];
