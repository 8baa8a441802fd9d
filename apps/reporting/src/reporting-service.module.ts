import { Module } from '@nestjs/common';
import { NoticesModule } from '@trueque/notices';
import { ReplayModule } from '@trueque/replay';
import { ReportingModule } from '@trueque/reporting';
import { join } from 'node:path';

/** The read side, what people are told, and replays beside them. Runs are kept where `trueque replay` keeps its own. */
@Module({
  imports: [
    ReportingModule,
    NoticesModule,
    ReplayModule.forRoot(() => join(process.env['TRUEQUE_DATA'] || '.trueque', 'runs')),
  ],
})
export class ReportingServiceModule {}
