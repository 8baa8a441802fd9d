import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { workerFile, WorkerThreads } from '@trueque/threads';
import type { Settlement } from './domain/settle.js';
import type {
  AuctionDayTask,
  AuctionTask,
  DayTask,
  SettledAuctions,
  SettledDays,
} from './settlement-worker.js';

/**
 * Worker threads that settle, so that the service's own thread never counts money. Threads start
 * with the first run and stay for the next.
 */
@Injectable()
export class SettlementPool implements OnApplicationShutdown {
  private readonly threads = new WorkerThreads({
    file: workerFile(__filename, 'settlement-worker'),
    idleMsMax: 60_000,
  });

  settleAuction(task: AuctionTask): Promise<Settlement | undefined> {
    return this.threads.run('settleAuction', task);
  }

  settleDays(task: DayTask): Promise<SettledDays> {
    const moved = task.flatMap(({ day }) => [day.takenWh.buffer, day.givenWh.buffer]);
    return this.threads.run('settleDays', task, moved as ArrayBuffer[]);
  }

  settleAuctionDay(task: AuctionDayTask): Promise<SettledAuctions> {
    return this.threads.run('settleAuctionDay', task);
  }

  /** Not before consumers have finished what is under way. */
  async onApplicationShutdown(): Promise<void> {
    await this.threads.close();
  }
}
