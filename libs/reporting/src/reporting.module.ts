import { Module } from '@nestjs/common';
import { MarketTenants } from '@trueque/identity';
import { DataSource } from 'typeorm';
import { MarketsController } from './api/markets.controller.js';
import { ReadModels } from './api/read-models.js';
import { ResultsController } from './api/results.controller.js';
import { SettlementController } from './api/settlement.controller.js';
import { ChangeFeed } from './live/change-feed.js';
import { EventsController } from './live/events.controller.js';
import { ReadablePositions } from './live/readable-positions.js';
import { PageFiles } from './page-files.js';
import { reportingConsumers } from './projections/projections.js';

/** The read side: projections, read API and the page. Decides nothing. */
@Module({
  controllers: [MarketsController, ResultsController, SettlementController, EventsController],
  providers: [
    ...reportingConsumers,
    ReadModels,
    ChangeFeed,
    MarketTenants,
    PageFiles,
    {
      provide: ReadablePositions,
      useFactory: (dataSource: DataSource) =>
        new ReadablePositions(
          dataSource,
          reportingConsumers.map((Projection) => new Projection().name),
        ),
      inject: [DataSource],
    },
  ],
})
export class ReportingModule {}
