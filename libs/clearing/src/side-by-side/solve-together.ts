import type { LpSolution, LpSolver, Problem, SolverOptions } from '@trueque/linear-program';
import {
  answerTo,
  OWNER,
  settle,
  type SharedJob,
  sharedJob,
  takeOne,
  untakenCount,
} from './shared-job.js';

/** Whom to ask for help, and from how many columns in all on it is worth asking. */
export interface Help {
  readonly call: (job: SharedJob) => void;
  readonly columnsMin: number;
  readonly options?: SolverOptions | undefined;
}

/**
 * The same solver, helped by other threads with problems that share nothing. It takes one problem after the
 * other itself, and waits only for what somebody else is solving: where nobody has time, it does all of it.
 */
export const withHelp = (solver: LpSolver, { call, columnsMin, options }: Help): LpSolver => ({
  ...solver,
  solveAll: (problems) => {
    const columns = problems.reduce((sum, { programme }) => sum + programme.columnsCount, 0);
    if (columns < columnsMin) return problems.map((problem) => solved(solver, problem));
    const job = sharedJob(problems, options);
    do if (untakenCount(job) > 1) call(job);
    while (solveOne(job, OWNER, solver));
    return problems.map((problem, index) => answerTo(job, index) ?? solved(solver, problem));
  },
});

const solved = (solver: LpSolver, { programme, start }: Problem): LpSolution =>
  solver.solve(programme, start);

/** Solves what nobody has taken, for as long as there is any. */
export const help = (job: SharedJob, helper: number, solver: LpSolver): void => {
  while (solveOne(job, helper, solver));
};

/** False where everything has been taken. */
const solveOne = (job: SharedJob, taker: number, solver: LpSolver): boolean => {
  const index = takeOne(job, taker);
  if (index === undefined) return false;
  settle(job, index, solved(solver, job.problems[index]!));
  return true;
};
