import type { WorkerThreads } from '@trueque/threads';
import { giveBack, OWNER, type SharedJob, untakenCount } from './shared-job.js';

/** What a thread is asked to help with, and which number it takes problems under. */
export interface HelpTask {
  readonly job: SharedJob;
  readonly helper: number;
}

/**
 * Sends threads that have nothing to do to those that call for help. A call that finds all of them busy is
 * forgotten: who called goes on alone, and calls again. What a thread that dies had taken is given back.
 */
export class SpareThreads {
  private count = OWNER;

  constructor(
    private readonly threads: WorkerThreads,
    /** Name of the function that helps, in the threads' worker file. */
    private readonly name: string,
  ) {}

  send(job: SharedJob): void {
    const wanted = Math.min(this.threads.idleCount, untakenCount(job));
    for (let each = 0; each < wanted; each++) {
      const task: HelpTask = { job, helper: ++this.count };
      this.threads.run(this.name, task).catch(() => giveBack(job, task.helper));
    }
  }
}
