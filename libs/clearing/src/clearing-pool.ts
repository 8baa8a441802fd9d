import { Inject, Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import type { CaseFile } from '@trueque/contracts';
import type { SolverOptions } from '@trueque/linear-program';
import { workerFile, WorkerThreads } from '@trueque/threads';
import { z } from 'zod';
import type { AuctionId, AuctionResult } from './domain/auction-result.js';
import type { Dispatches } from './domain/division/assembled-flow.js';
import type { CommunityCurves, CommunityDispatch } from './domain/division/district-work.js';
import type { ClearingTask } from './clearing-worker.js';
import { SpareThreads } from './side-by-side/spare-threads.js';
import type { SharedJob } from './side-by-side/shared-job.js';

/** Injection token of how many auctions a process clears at once; without it, one for each core. */
export const CLEARING_THREADS = 'ClearingThreads';

/**
 * Worker threads that clear, so that the service's own thread never waits for a solver. Threads
 * start with the first auction and stay for the next.
 */
@Injectable()
export class ClearingPool implements OnApplicationShutdown {
  private readonly threads: WorkerThreads;
  private readonly options = optionsFrom(process.env);
  private readonly judge = process.env['TRUEQUE_JUDGE'] === 'on';

  constructor(@Optional() @Inject(CLEARING_THREADS) threadsMax?: number) {
    const file = workerFile(__filename, 'clearing-worker');
    this.threads = new WorkerThreads({
      ...{ file, threadsMin: 1, threadsMax, idleMsMax: 60_000 },
      // A thread that clears calls for others to help it.
      onMessage: (job) => spare.send(job as SharedJob),
    });
    const spare = new SpareThreads(this.threads, 'helpSolving');
  }

  run(task: ClearingTask): Promise<AuctionResult> {
    return this.threads.run('clearAuction', { options: this.options, judge: this.judge, ...task });
  }

  drawCurves(file: CaseFile): Promise<Attempt<CommunityCurves[]>> {
    return attempted(this.threads.run('drawnCurves', file));
  }

  dispatchDistrict(
    file: CaseFile,
    hubPrices: readonly number[],
  ): Promise<Attempt<CommunityDispatch[]>> {
    return attempted(this.threads.run('dispatched', { file, hubPrices }));
  }

  /** The hub's prices; undefined where not everybody can be served. */
  coupleDistricts(curves: readonly CommunityCurves[]): Promise<number[] | undefined> {
    return this.threads.run('coupledDistricts', curves);
  }

  clearDistricts(ids: AuctionId, dispatches: Dispatches): Promise<Attempt<AuctionResult>> {
    return attempted(this.threads.run('clearDivided', { ids, dispatches, judge: this.judge }));
  }

  /** Not before consumers have finished what is under way. */
  async onApplicationShutdown(): Promise<void> {
    await this.threads.close();
  }
}

/** What a thread answers, or why it cannot. */
export type Attempt<Answer> =
  | { readonly done: Answer; readonly stopped?: undefined }
  | { readonly done?: undefined; readonly stopped: string };

const attempted = <Answer>(answer: Promise<Answer>): Promise<Attempt<Answer>> =>
  answer.then(
    (done) => ({ done }),
    (error: unknown) => ({ stopped: reasonOf(error) }),
  );

/** What comes from a thread may be an error of another realm. */
const reasonOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);

/** What an operator tells the solver beside what it is always told, as one JSON object. */
const optionsFrom = (env: NodeJS.ProcessEnv): SolverOptions | undefined => {
  const text = env['TRUEQUE_SOLVER_OPTIONS'];
  return text === undefined ? undefined : optionsSchema.parse(JSON.parse(text));
};

const optionsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
