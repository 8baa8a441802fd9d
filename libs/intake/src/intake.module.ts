import { Module } from '@nestjs/common';
import { masterKey, PersonVault, vaultMigrations } from '@trueque/vault';
import { DataSource } from 'typeorm';
import { AuctionsController } from './auctions.controller.js';
import { CreditStandingRow } from './credit/credit-standing.row.js';
import { CreditStandings1764288000000 } from './credit/credit-standings.migration.js';
import { CreditStandingsProjection } from './credit/credit-standings.projection.js';
import { PeerCredits } from './credit/peer-credits.js';
import { ReservedGateRow } from './credit/reserved-gate.row.js';
import { GateKeeper } from './gate/gate-keeper.process.js';
import { GateRow } from './gate/gate.row.js';
import { OpenGates1763900000000 } from './gate/open-gates.migration.js';
import { OpenGatesProjection } from './gate/open-gates.projection.js';
import { MarketsController } from './markets.controller.js';
import { OffersController } from './offers.controller.js';
import { PersonsController } from './persons/persons.controller.js';

/** May this offer, reading, contract be taken? Needs the store, the clock and the data source of its app. */
@Module({
  controllers: [MarketsController, AuctionsController, OffersController, PersonsController],
  providers: [
    ...[OpenGatesProjection, CreditStandingsProjection, PeerCredits, GateKeeper],
    {
      provide: PersonVault,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) =>
        new PersonVault(dataSource, () => masterKey(process.env)),
    },
  ],
  exports: [OpenGatesProjection, CreditStandingsProjection, GateKeeper],
})
export class IntakeModule {}

/** For `MessagingModule.forRoot`. */
export const intakeConsumers = [OpenGatesProjection, CreditStandingsProjection];

/** For `PostgresModule.forRoot`. */
export const intakeEntities = [GateRow, CreditStandingRow, ReservedGateRow];
export const intakeMigrations = [
  ...[OpenGates1763900000000, CreditStandings1764288000000],
  ...vaultMigrations,
];
