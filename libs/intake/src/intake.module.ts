import { Module } from '@nestjs/common';
import { masterKey, PersonVault, vaultMigrations } from '@trueque/vault';
import { DataSource } from 'typeorm';
import { AuctionsController } from './auctions.controller.js';
import { BulkAnswers } from './bulk/bulk-answers.js';
import { BulkAnswers1795900000000 } from './bulk/bulk-answers.migration.js';
import { CreditStandingRow } from './credit/credit-standing.row.js';
import { CreditStandings1764288000000 } from './credit/credit-standings.migration.js';
import { CreditStandingsProjection } from './credit/credit-standings.projection.js';
import { PeerCredits } from './credit/peer-credits.js';
import { ReservedGateRow } from './credit/reserved-gate.row.js';
import { CalendarKeeper } from './gate/calendar-keeper.js';
import { DueStepRow } from './gate/due-step.row.js';
import { DueSteps1764300000000 } from './gate/due-steps.migration.js';
import { DueSteps } from './gate/due-steps.js';
import { DueStepsProjection } from './gate/due-steps.projection.js';
import { MarketCalendarRow } from './gate/market-calendar.row.js';
import { MarketCalendarsProjection } from './gate/market-calendars.projection.js';
import { MarketClock } from './gate/market-clock.process.js';
import { OpenGates1763900000000 } from './gate/open-gates.migration.js';
import { ApprovedChangesProcess } from './life/approved-changes.process.js';
import { AuctionLives } from './life/auction-lives.js';
import { ChangesController } from './life/changes.controller.js';
import { LifeController } from './life/life.controller.js';
import { MarketDesk } from './life/market-desk.js';
import { SecondAuctionsProcess } from './life/second-auctions.process.js';
import { StandingOffersController } from './life/standing-offers.controller.js';
import { MarketsController } from './markets.controller.js';
import { OfferDesk } from './offer-desk.js';
import { OffersController } from './offers.controller.js';
import { PersonsController } from './persons/persons.controller.js';

/** Those that may be made again from the events. */
export const intakeProjections = [
  ...[DueStepsProjection, MarketCalendarsProjection, CreditStandingsProjection],
];

/** For `MessagingModule.forRoot`. */
export const intakeConsumers = [
  ...intakeProjections,
  ...[ApprovedChangesProcess, SecondAuctionsProcess],
];

/** May this offer, reading, contract be taken? Needs the store, the clock and the data source of its app. */
@Module({
  controllers: [
    ...[MarketsController, AuctionsController, OffersController, PersonsController],
    ...[LifeController, StandingOffersController, ChangesController],
  ],
  providers: [
    ...intakeConsumers,
    ...[
      BulkAnswers,
      OfferDesk,
      PeerCredits,
      MarketDesk,
      AuctionLives,
      CalendarKeeper,
      DueSteps,
      MarketClock,
    ],
    {
      provide: PersonVault,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) =>
        new PersonVault(dataSource, () => masterKey(process.env)),
    },
  ],
  exports: [...intakeConsumers, MarketClock],
})
export class IntakeModule {}

/** For `PostgresModule.forRoot`. */
export const intakeEntities = [DueStepRow, MarketCalendarRow, CreditStandingRow, ReservedGateRow];
export const intakeMigrations = [
  ...[OpenGates1763900000000, CreditStandings1764288000000, DueSteps1764300000000],
  ...[...vaultMigrations, BulkAnswers1795900000000],
];
