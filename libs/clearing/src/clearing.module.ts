import { type DynamicModule, Module } from '@nestjs/common';
import { ApprovedReviewsProcess } from './approved-reviews.process.js';
import { CLEARING_THREADS, ClearingPool } from './clearing-pool.js';
import { ClearingProcess } from './clearing.process.js';
import { CouplingProcess } from './division/coupling.process.js';
import { DistrictProcess } from './division/district.process.js';
import {
  DIVISION_SETTINGS,
  type DivisionSettings,
  MarketDivider,
} from './division/market-divider.js';
import { PriceCounting } from './price-counting.js';
import { ReviewsController } from './reviews.controller.js';
import { WholeClearing } from './whole-clearing.js';

/** For `MessagingModule.forRoot`. */
export const clearingConsumers = [
  ...[ClearingProcess, DistrictProcess, CouplingProcess],
  ApprovedReviewsProcess,
];

/** What a clearing process is told; each is asked when it starts. */
export interface ClearingSettings {
  /** Auctions at once. */
  readonly threadsMax: () => number;
  /** Undefined where every market is cleared in one piece. */
  readonly division: () => DivisionSettings | undefined;
}

/** Needs the event store and the clock of the app it is composed into; has no tables of its own. */
@Module({
  controllers: [ReviewsController],
  providers: [ClearingPool, WholeClearing, PriceCounting, MarketDivider, ...clearingConsumers],
  exports: [ClearingPool, ...clearingConsumers],
})
export class ClearingModule {
  static with({ division, threadsMax }: ClearingSettings): DynamicModule {
    return {
      module: ClearingModule,
      providers: [
        { provide: CLEARING_THREADS, useFactory: threadsMax },
        { provide: DIVISION_SETTINGS, useFactory: division },
      ],
    };
  }
}
