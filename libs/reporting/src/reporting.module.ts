import { Module } from '@nestjs/common';
import { MarketTenants } from '@trueque/identity';
import { DataSource } from 'typeorm';
import { MarketsController } from './api/markets.controller.js';
import { ReadModels } from './api/read-models.js';
import { ResultsController } from './api/results.controller.js';
import { SettlementController } from './api/settlement.controller.js';
import { MarketInsightsController } from './insights/market-insights.controller.js';
import { PeerInsightsController } from './insights/peer-insights.controller.js';
import { Scopes } from './insights/scope.js';
import { ChangeFeed } from './live/change-feed.js';
import { EventsController } from './live/events.controller.js';
import { ReadablePositions } from './live/readable-positions.js';
import { EventFeedReader } from './operations/event-feed.js';
import { LogController } from './operations/log.controller.js';
import { Operations } from './operations/operations.js';
import { OperationsController } from './operations/operations.controller.js';
import { Verifications } from './operations/verifications.js';
import { PageFiles } from './page-files.js';
import { reportingConsumers } from './projections/projections.js';

/** The read side: projections, read API and the page. Decides nothing. */
@Module({
  controllers: [
    MarketsController,
    ResultsController,
    SettlementController,
    EventsController,
    MarketInsightsController,
    PeerInsightsController,
    OperationsController,
    LogController,
  ],
  providers: [
    ...reportingConsumers,
    ReadModels,
    Scopes,
    EventFeedReader,
    Operations,
    Verifications,
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
