import { Module } from '@nestjs/common';
import { ReplayModule } from '@trueque/replay';
import { ReportingModule } from '@trueque/reporting';
import { join } from 'node:path';

/** The read side, and replays beside it. Runs are kept where `trueque replay` keeps its own. */
@Module({
  imports: [
    ReportingModule,
    ReplayModule.forRoot(() => join(process.env['TRUEQUE_DATA'] || '.trueque', 'runs')),
  ],
})
export class ReportingServiceModule {}
