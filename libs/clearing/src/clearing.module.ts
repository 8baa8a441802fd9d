import { type DynamicModule, Module } from '@nestjs/common';
import { CLEARING_THREADS, ClearingPool } from './clearing-pool.js';
import { ClearingProcess } from './clearing.process.js';

/** Needs the event store of the app it is composed into; has no tables and no routes of its own. */
@Module({ providers: [ClearingPool, ClearingProcess], exports: [ClearingPool, ClearingProcess] })
export class ClearingModule {
  /** With so many auctions at once; asked when it starts. */
  static withThreads(threadsMax: () => number): DynamicModule {
    return {
      module: ClearingModule,
      providers: [{ provide: CLEARING_THREADS, useFactory: threadsMax }],
    };
  }
}

/** For `MessagingModule.forRoot`. */
export const clearingConsumers = [ClearingProcess];
