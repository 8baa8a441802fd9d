import { Module } from '@nestjs/common';
import { AuctionsController } from './auctions.controller.js';
import { GateKeeper } from './gate/gate-keeper.process.js';
import { GateRow } from './gate/gate.row.js';
import { OpenGates1763900000000 } from './gate/open-gates.migration.js';
import { OpenGatesProjection } from './gate/open-gates.projection.js';
import { MarketsController } from './markets.controller.js';
import { OffersController } from './offers.controller.js';

/** May this offer, reading, contract be taken? Needs the store, the clock and the data source of its app. */
@Module({
  controllers: [MarketsController, AuctionsController, OffersController],
  providers: [OpenGatesProjection, GateKeeper],
  exports: [OpenGatesProjection, GateKeeper],
})
export class IntakeModule {}

/** For `MessagingModule.forRoot`. */
export const intakeConsumers = [OpenGatesProjection];

/** For `PostgresModule.forRoot`. */
export const intakeEntities = [GateRow];
export const intakeMigrations = [OpenGates1763900000000];
