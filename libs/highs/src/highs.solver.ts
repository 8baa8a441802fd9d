import type {
  Basis,
  LinearProgram,
  LpSolution,
  LpSolver,
  SolverOptions,
  Start,
} from '@trueque/linear-program';
import loadRuntime from 'highs';

type Runtime = Awaited<ReturnType<typeof loadRuntime>>;
type Model = Parameters<Parameters<Runtime['withModel']>[1]>[0];

/**
 * Tight tolerances, since ties are told apart by reduced costs; no time limit, because an answer
 * that depends on how busy the machine was cannot be replayed.
 */
const OPTIONS = {
  output_flag: false,
  primal_feasibility_tolerance: 1e-10,
  dual_feasibility_tolerance: 1e-10,
  random_seed: 0,
} as const;

/** `simplex_strategy`, as HiGHS numbers them. */
const PRIMAL = 4;

/**
 * HiGHS compiled to WebAssembly: loads once (about 40 ms), then solves on the calling thread. It is told
 * `extra` beside what it is always told; a bound on iterations is one that every machine reaches alike.
 */
export const loadHighs = async (extra: SolverOptions = {}): Promise<LpSolver> => {
  const runtime = await loadRuntime();
  const options = { ...OPTIONS, ...extra };
  return {
    name: 'HiGHS',
    version: runtime.version.string,
    options,
    solve: (programme, start) => solveWith({ runtime, options, start }, programme),
  };
};

interface Told {
  readonly runtime: Runtime;
  readonly options: SolverOptions;
  readonly start?: Start | undefined;
}

/**
 * A solver that runs out of memory, or breaks, has not proven anything. Models live outside the JavaScript
 * heap: `withModel` disposes them, also when something throws.
 */
const solveWith = ({ options, runtime, start }: Told, programme: LinearProgram): LpSolution => {
  try {
    return runtime.withModel(modelData(programme), (model): LpSolution => {
      model.options.set({ ...options, ...boundOf(options, start), ...methodOf(start) });
      if (start !== undefined) setBasis(model, start);
      model.run();
      return readSolution(runtime, model);
    });
  } catch (error) {
    return { status: 'not-proven', detail: `broke down: ${String(error)}` };
  }
};

/** The fewer of the steps that an operator allows and those that a start is good for. */
const boundOf = (options: SolverOptions, { stepsMax }: Partial<Start> = {}): SolverOptions => {
  if (stepsMax === undefined) return {};
  const allowed = options['simplex_iteration_limit'];
  const limit = typeof allowed === 'number' ? Math.min(allowed, stepsMax) : stepsMax;
  return { simplex_iteration_limit: limit };
};

/**
 * A flow that only more columns can better wants the primal simplex method: the dual one first makes prices
 * right that were nearly so, a step for each new column, and each as long as the longest row.
 */
const methodOf = ({ isServing = false }: Partial<Start> = {}): SolverOptions =>
  isServing ? { simplex_strategy: PRIMAL } : {};

/** HiGHS numbers what a basis says as we do. */
const setBasis = (model: Model, { columns, rows }: Basis): void => {
  model.setBasis({ colStatus: columns, rowStatus: rows });
};

const basisFrom = ({ constants }: Runtime, model: Model): Basis | undefined => {
  if (model.info.get('basis_validity') !== constants.basisValidity.valid) return undefined;
  const { colStatus, rowStatus } = model.getBasis();
  return { columns: colStatus, rows: rowStatus };
};

const modelData = (programme: LinearProgram) => ({
  numCols: programme.columnsCount,
  numRows: programme.rowsCount,
  colCost: programme.cost,
  colLower: programme.lower,
  colUpper: programme.upper,
  rowLower: programme.rightHandSide,
  rowUpper: programme.rightHandSide,
  matrix: {
    format: 'csc' as const,
    numRows: programme.rowsCount,
    numCols: programme.columnsCount,
    starts: programme.starts,
    indices: programme.rows,
    values: programme.values,
  },
});

const readSolution = (runtime: Runtime, model: Model): LpSolution => {
  const { modelStatus } = runtime.constants;
  const status = model.getModelStatus();
  if (status === modelStatus.optimal) {
    const { colValue, rowDual } = model.getSolution();
    return {
      status: 'optimal',
      objective: model.getObjectiveValue(),
      primal: colValue,
      dual: rowDual,
      iterationsCount: Number(model.info.get('simplex_iteration_count')),
      basis: basisFrom(runtime, model),
    };
  }
  const detail = nameOf(modelStatus, status);
  if (status === modelStatus.infeasible) return { status: 'infeasible', detail };
  if (status === modelStatus.unbounded) return { status: 'unbounded', detail };
  return { status: 'not-proven', detail };
};

const nameOf = (codes: Readonly<Record<string, number>>, code: number): string =>
  Object.entries(codes).find(([, value]) => value === code)?.[0] ?? `status ${code}`;
