import { Module } from '@nestjs/common';
import { ClearingPool } from './clearing-pool.js';
import { ClearingProcess } from './clearing.process.js';

/** Needs the event store of the app it is composed into; has no tables and no routes of its own. */
@Module({ providers: [ClearingPool, ClearingProcess], exports: [ClearingPool, ClearingProcess] })
export class ClearingModule {}

/** For `MessagingModule.forRoot`. */
export const clearingConsumers = [ClearingProcess];
