import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOM_FOR_THE_YOUNG } from '../forked.js';
import type { AppendWork } from './append-worker.js';

/** As many as the smallest machine has cores. */
export const PROCESSES = 2;

/** Processes that append to one partition, as services do: what measures them is none of them. */
export class AppendProcesses {
  private readonly workers: readonly ChildProcess[];

  constructor(url: string) {
    this.workers = Array.from({ length: PROCESSES }, () =>
      fork(join(__dirname, 'append-worker.js'), [url], {
        ...{ stdio: ['ignore', 2, 2, 'ipc'], execArgv: ROOM_FOR_THE_YOUNG },
      }),
    );
  }

  /** Events a second of so many callers in so many processes, all of them together. */
  async rate({ callers, commands, eventsEach }: AppendWork, processes = 1): Promise<number> {
    const workers = this.workers.slice(0, processes);
    const share = { callers: callers / processes, commands: commands / processes, eventsEach };
    await told(workers, share);
    const startedMs = performance.now();
    await told(workers, 'start');
    return (commands * eventsEach * 1000) / (performance.now() - startedMs);
  }

  async close(): Promise<void> {
    const ended = this.workers.map((worker) => once(worker, 'exit'));
    for (const worker of this.workers) worker.disconnect();
    await Promise.all(ended);
  }
}

/** Tells all of them, and waits until each has answered. */
const told = async (workers: readonly ChildProcess[], message: AppendWork | 'start') => {
  const abort = new AbortController();
  const { signal } = abort;
  const answers = workers.map((worker) =>
    Promise.race([once(worker, 'message', { signal }), endOf(worker, signal)]),
  );
  for (const worker of workers) worker.send(message);
  await Promise.all(answers);
  abort.abort();
};

const endOf = async (worker: ChildProcess, signal: AbortSignal): Promise<void> => {
  const [code] = await once(worker, 'exit', { signal }).catch(() => []);
  if (!signal.aborted) throw new Error(`a process that appends ended with code ${code}`);
};
