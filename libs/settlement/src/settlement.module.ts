import { Module } from '@nestjs/common';
import { ApprovedMoneyProcess } from './billing/approved-money.process.js';
import { BillingRuns } from './billing/billing-runs.js';
import { BillsController } from './billing/bills.controller.js';
import { CreditController } from './billing/credit.controller.js';
import { DisputesController } from './billing/disputes.controller.js';
import { DryRunsController } from './billing/dry-runs.controller.js';
import { RulesController } from './billing/rules.controller.js';
import { CreditProcess } from './credit.process.js';
import { MeteringProcess } from './metering.process.js';
import { SettlementPool } from './settlement-pool.js';
import { SettlementProcess } from './settlement.process.js';
import { WindowRunThread } from './window-run-thread.js';

/** Who owes what, given the meters? Needs the event store and the clock of the app it is composed into. */
@Module({
  controllers: [
    ...[RulesController, BillsController, DryRunsController, DisputesController],
    CreditController,
  ],
  providers: [
    ...[SettlementPool, SettlementProcess, MeteringProcess, CreditProcess],
    ...[WindowRunThread, BillingRuns, ApprovedMoneyProcess],
  ],
  exports: [SettlementProcess, MeteringProcess, CreditProcess, ApprovedMoneyProcess],
})
export class SettlementModule {}

/** For `MessagingModule.forRoot`. */
export const settlementConsumers = [
  ...[SettlementProcess, MeteringProcess, CreditProcess],
  ApprovedMoneyProcess,
];
