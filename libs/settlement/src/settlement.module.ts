import { Module } from '@nestjs/common';
import { SettlementProcess } from './settlement.process.js';

/** Needs the event store of the app it is composed into; has no tables and no routes of its own. */
@Module({ providers: [SettlementProcess], exports: [SettlementProcess] })
export class SettlementModule {}

/** For `MessagingModule.forRoot`. */
export const settlementConsumers = [SettlementProcess];
