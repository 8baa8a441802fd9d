import { Module } from '@nestjs/common';
import { ClearingModule } from '@trueque/clearing';
import { clearingThreads } from './clearing-threads.js';

/** Clearing, with as many threads as its environment allows. */
@Module({ imports: [ClearingModule.withThreads(() => clearingThreads(process.env))] })
export class ClearingServiceModule {}
