import type { Rung } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { componentwise, type LpSolver, type SolverOptions } from '@trueque/linear-program';
import { parentPort } from 'node:worker_threads';
import { type AuctionId, type AuctionResult, auctionResult } from './domain/auction-result.js';
import { clearCase } from './domain/clear.js';
import type { Dispatches } from './domain/division/assembled-flow.js';
import { clearDistricts } from './domain/division/clear-districts.js';
import { judged } from './domain/judge/judged.js';
import { type Ascent, climb } from './domain/ladder/climb.js';
import type { HelpTask } from './side-by-side/spare-threads.js';
import { help, withHelp } from './side-by-side/solve-together.js';

/** What the service asks a worker thread for. */
export interface ClearingTask extends Ascent {
  readonly ids: AuctionId;
  /** What the solver is told beside what it is always told. */
  readonly options?: SolverOptions;
  /** Whether the solver is to judge each result before it is one. */
  readonly judge?: boolean;
}

const highs = loadHighs();

/** Another way to the same optimum. */
const OTHER_OPTIONS = { solver: 'ipm', run_crossover: 'on' };

/** Fewer columns than these in all are solved sooner than others have come to help. */
const HELPED_COLUMNS_MIN = 20_000;

/**
 * Runs in a worker thread, where a solve may block as long as it takes. It starts from nothing: the proof is
 * recorded to the last bit, which must not depend on what this thread has cleared before.
 */
export const clearAuction = async (task: ClearingTask): Promise<AuctionResult> => {
  const ascent = await climb(task, async (rung, file) => {
    const solver = await solverOn(rung, task.options);
    const clearing = clearCase(file, { engine: 'auto' }, solver);
    return task.judge ? judged(clearing, await highs) : clearing;
  });
  return auctionResult(task.ids, ascent, task.file.currency);
};

/** After the first rung each begins with a solver of its own, in this thread alone: the one before may be what is ill. */
const solverOn = async (rung: Rung, options: SolverOptions | undefined): Promise<LpSolver> => {
  if (rung === 'first') return helped(await firstSolver(options), options);
  const solver = await loadHighs(
    rung === 'other-options' ? { ...options, ...OTHER_OPTIONS } : options,
  );
  return rung === 'components' ? componentwise(solver) : solver;
};

const firstSolver = (options: SolverOptions | undefined): Promise<LpSolver> =>
  options === undefined ? highs : loadHighs(options);

const helped = (solver: LpSolver, options: SolverOptions | undefined): LpSolver =>
  parentPort === null
    ? solver
    : withHelp(solver, {
        call: (job) => parentPort?.postMessage(job),
        columnsMin: HELPED_COLUMNS_MIN,
        options,
      });

/** What another thread calls for help with. */
export const helpSolving = async ({ helper, job }: HelpTask): Promise<void> =>
  help(job, helper, await firstSolver(job.options));

export interface DividedTask extends Pick<ClearingTask, 'ids' | 'judge'> {
  readonly dispatches: Dispatches;
}

/** Districts that have dispatched, put together to one result. */
export const clearDivided = async ({
  dispatches,
  ids,
  judge,
}: DividedTask): Promise<AuctionResult> => {
  const clearing = clearDistricts(dispatches, await highs);
  const found = {
    rung: 'first' as const,
    clearing: judge ? judged(clearing, await highs) : clearing,
  };
  return auctionResult(ids, { stops: [], found }, dispatches.file.currency);
};

export { coupledDistricts } from './domain/division/coupled-districts.js';
export { dispatched, drawnCurves } from './domain/division/district-work.js';
