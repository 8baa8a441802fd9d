import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { parentPort, threadId } from 'node:worker_threads';
import { canonicalOptimum } from '../domain/canonical/canonical-optimum.js';
import { formulate } from '../domain/formulation/formulate.js';
import { normalise } from '../domain/market/normalise.js';
import { outcomeOf } from '../domain/result/outcome-of.js';
import { resultHash } from '../domain/result/result-hash.js';
import { solveNetwork } from '../domain/storage/solve-network.js';
import type { HelpTask } from '../side-by-side/spare-threads.js';
import { type SharedJob, takeOne } from '../side-by-side/shared-job.js';
import { help, withHelp } from '../side-by-side/solve-together.js';

/** How a thread that owns a job behaves: it may wait until others have taken all they can. */
export interface Owning {
  readonly file: CaseFile;
  /** Problems that others must have taken before it takes one itself. */
  readonly leaves?: number;
}

export interface Owned {
  readonly hash: string;
  readonly detail?: string;
  readonly thread: number;
}

const highs = loadHighs();

/** However small the market is, in parts, with whatever help there is. */
export const clearHelped = async ({ file, leaves = 0 }: Owning): Promise<Owned> => {
  const call = (job: SharedJob): void => {
    const enough = Math.min(leaves, job.takers.length);
    do parentPort?.postMessage(job);
    while (job.takers.filter((taker) => taker !== 0).length < enough && pause(job));
  };
  const solver = withHelp(await highs, { call, columnsMin: 0 });
  return { ...hashOf(file, solver), thread: threadId };
};

const PAUSE_MS = 20;

const pause = ({ states }: SharedJob): true => {
  Atomics.wait(states, states.length - 1, 0, PAUSE_MS);
  return true;
};

const hashOf = (file: CaseFile, solver: LpSolver): Omit<Owned, 'thread'> => {
  const network = formulate(normalise(file));
  const { solution } = solveNetwork(network, solver, { columnsMin: 0 });
  if (solution.status !== 'optimal') return { hash: solution.status, detail: solution.detail };
  const { flow, potentials } = canonicalOptimum(network, solution, solver);
  return { hash: resultHash(network.market, outcomeOf(network, flow, potentials)) };
};

export const helpSolving = async ({ helper, job }: HelpTask): Promise<void> =>
  help(job, helper, await highs);

/** Takes a problem, and dies over it. */
export const dieHelping = ({ helper, job }: HelpTask): never => {
  takeOne(job, helper);
  process.exit(3);
};
