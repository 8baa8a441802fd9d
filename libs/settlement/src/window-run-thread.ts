import { Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import type { SettlementDryRun } from '@trueque/contracts';
import type { TransactOptions } from '@trueque/event-store';
import { connectionOf } from '@trueque/postgres';
import { workerFile, WorkerThreads } from '@trueque/threads';
import { DataSource } from 'typeorm';
import type { DryRunRows, DryRunSlice } from './billing/dry-runs.js';
import type { AskedWindow, RunOrder, RunOutcome } from './billing/run-order.js';
import type { DryRunRowsTask, DryRunTask, WindowRunTask } from './window-run-worker.js';

/**
 * One thread that makes whole runs over windows, with a store of its own, so that the service goes
 * on answering while a month is read, decided and kept. Where there is no database, as in tests,
 * there is none, and runs are made where they are asked for.
 */
@Injectable()
export class WindowRunThread implements OnApplicationShutdown {
  private readonly thread = new WorkerThreads({
    file: workerFile(__filename, 'window-run-worker'),
    threadsMax: 1,
    idleMsMax: 600_000,
  });

  constructor(@Optional() private readonly dataSource?: DataSource) {}

  /** Undefined where the caller has to run it itself. */
  settle(order: RunOrder, options: TransactOptions): Promise<RunOutcome> | undefined {
    if (this.dataSource === undefined) return undefined;
    const task: WindowRunTask = { connection: connectionOf(this.dataSource), order, options };
    return this.thread.run('settleWindow', task);
  }

  /** The same for a run that is only asked about. */
  dryRun(asked: AskedWindow, now: string): Promise<SettlementDryRun | undefined> | undefined {
    if (this.dataSource === undefined) return undefined;
    const task: DryRunTask = { connection: connectionOf(this.dataSource), asked, now };
    return this.thread.run('dryRun', task);
  }

  dryRunRows(
    asked: AskedWindow,
    slice: DryRunSlice,
    now: string,
  ): Promise<DryRunRows | undefined> | undefined {
    if (this.dataSource === undefined) return undefined;
    const task: DryRunRowsTask = { connection: connectionOf(this.dataSource), asked, now, slice };
    return this.thread.run('dryRunRows', task);
  }

  /** Not before what is under way has been answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.thread.close();
  }
}
