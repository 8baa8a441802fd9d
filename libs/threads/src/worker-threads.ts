import { inQueue } from '@trueque/metrics';
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';

export interface WorkerThreadsOptions {
  /** What `workerFile` answers. */
  readonly file: string;
  /** As many as there are cores, where nothing is said. */
  readonly threadsMax?: number | undefined;
  /** Threads that are there from the beginning. */
  readonly threadsMin?: number;
  /** A thread that had nothing to do for so long ends; without it, at once. */
  readonly idleMsMax?: number;
  /** What a thread posts to its parent while it is at work. */
  readonly onMessage?: (message: unknown) => void;
}

/** What is new and soon gone, such as a clearing's parts, is cleared away less often with more room. */
const YOUNG_MB = 96;

/** Threads that run the functions of one worker file, so that the thread that asks stays free. */
export class WorkerThreads {
  private readonly pool: Piscina;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly threadsMax: number;

  constructor({
    file,
    idleMsMax = 0,
    onMessage,
    threadsMax,
    threadsMin = 0,
  }: WorkerThreadsOptions) {
    this.threadsMax = Math.max(1, threadsMax ?? availableParallelism());
    this.pool = new Piscina({
      filename: file,
      minThreads: threadsMin,
      maxThreads: this.threadsMax,
      idleTimeout: idleMsMax,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    if (onMessage !== undefined) this.pool.on('message', onMessage);
  }

  /** Threads that have nothing to do, those included that would have to start first. */
  get idleCount(): number {
    return Math.max(0, this.threadsMax - this.underWay.size);
  }

  /** What the function of that name in the worker file answers; `moved` is the thread's from then on. */
  run<Answer>(name: string, task: unknown, moved: readonly ArrayBuffer[] = []): Promise<Answer> {
    const running = inQueue(
      name,
      () => this.pool.run(task, { name, transferList: [...moved] }) as Promise<Answer>,
    );
    this.underWay.add(running);
    const ended = () => this.underWay.delete(running);
    running.then(ended, ended);
    return running;
  }

  /**
   * Not before what is under way has been answered: piscina itself would break off what waits for a
   * thread that is still starting.
   */
  async close(): Promise<void> {
    await Promise.allSettled(this.underWay);
    await this.pool.destroy();
  }

  /** At once. What a thread still answers has nobody to hear it any more, which is no error. */
  async abandon(): Promise<void> {
    this.pool.on('error', () => undefined);
    await this.pool.destroy();
  }
}
