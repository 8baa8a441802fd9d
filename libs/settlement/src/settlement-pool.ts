import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Settlement } from './domain/settle.js';
import type {
  AuctionDayTask,
  AuctionTask,
  DayTask,
  SettledAuctions,
  SettledDays,
} from './settlement-worker.js';
import { workerFile } from './worker-file.js';

/**
 * Worker threads that settle, so that the service's own thread never counts money. Threads start
 * with the first run and stay for the next.
 */
@Injectable()
export class SettlementPool implements OnApplicationShutdown {
  private readonly threads = new Piscina({
    filename: workerFile('settlement-worker'),
    minThreads: 0,
    maxThreads: Math.max(1, availableParallelism()),
    idleTimeout: 60_000,
  });

  settleAuction(task: AuctionTask): Promise<Settlement | undefined> {
    return this.threads.run(task, { name: 'settleAuction' }) as Promise<Settlement | undefined>;
  }

  settleDays(task: DayTask): Promise<SettledDays> {
    const transferList = task.flatMap(({ day }) => [day.takenWh.buffer, day.givenWh.buffer]);
    const options = { name: 'settleDays', transferList: transferList as ArrayBuffer[] };
    return this.threads.run(task, options) as Promise<SettledDays>;
  }

  settleAuctionDay(task: AuctionDayTask): Promise<SettledAuctions> {
    return this.threads.run(task, { name: 'settleAuctionDay' }) as Promise<SettledAuctions>;
  }

  /** Not before consumers have finished what is under way. */
  async onApplicationShutdown(): Promise<void> {
    await this.threads.close();
  }
}
