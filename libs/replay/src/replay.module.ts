import { type DynamicModule, Module } from '@nestjs/common';
import { Replays, RUNS_FOLDER } from './api/replays.js';
import { ReplaysController } from './api/replays.controller.js';

/** Replays over HTTP, for an application that has the event store. */
@Module({})
export class ReplayModule {
  /** `runsFolder` is asked when it starts. */
  static forRoot(runsFolder: () => string): DynamicModule {
    return {
      module: ReplayModule,
      controllers: [ReplaysController],
      providers: [Replays, { provide: RUNS_FOLDER, useFactory: runsFolder }],
    };
  }
}
