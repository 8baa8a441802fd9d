import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AppendWork } from './append-worker.js';

/** As many as the smallest machine has cores. */
export const PROCESSES = 2;

/** Callers in several processes that append to one partition; events a second of all of them. */
export const appendRateOfProcesses = async (
  url: string,
  { callers, commands, eventsEach }: Omit<AppendWork, 'url'>,
): Promise<number> => {
  const share = { url, eventsEach, callers: callers / PROCESSES, commands: commands / PROCESSES };
  const workers = Array.from({ length: PROCESSES }, () =>
    fork(join(__dirname, 'append-worker.js'), { stdio: ['ignore', 2, 2, 'ipc'] }),
  );
  await told(workers, share);
  const startedMs = performance.now();
  await told(workers, 'start');
  return (commands * eventsEach * 1000) / (performance.now() - startedMs);
};

/** Tells all of them, and waits until each has answered. */
const told = async (workers: readonly ChildProcess[], message: AppendWork | 'start') => {
  const answers = workers.map((worker) =>
    Promise.race([once(worker, 'message'), once(worker, 'exit').then(endedEarly)]),
  );
  for (const worker of workers) worker.send(message);
  await Promise.all(answers);
};

const endedEarly = ([code]: unknown[]): never => {
  throw new Error(`a process that appends ended with code ${String(code)}`);
};
