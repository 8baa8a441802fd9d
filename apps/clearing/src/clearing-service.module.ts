import { Module } from '@nestjs/common';
import { ClearingModule } from '@trueque/clearing';
import { clearingThreads } from './clearing-threads.js';
import { division } from './division.js';

/** Clearing, with as many threads as its environment allows. */
@Module({
  imports: [
    ClearingModule.with({
      threadsMax: () => clearingThreads(process.env),
      division: () => division(process.env),
    }),
  ],
})
export class ClearingServiceModule {}
