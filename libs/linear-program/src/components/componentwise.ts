import { preciseDot, rowResiduals } from '../products.js';
import {
  type LinearProgram,
  type LpSolution,
  type LpSolver,
  type Problem,
  solveEach,
  type Start,
} from '../linear-program.js';
import { AT_LOWER, BASIC, evened } from '../starting-basis.js';
import { connectedParts, type Part, type Parts } from './connected-parts.js';
import { programmeOfPart } from './part-programme.js';
import { pricesOfSilence } from './silent-prices.js';

/** The same solver, shown each part of a programme alone that shares nothing with the others. */
export const componentwise = (solver: LpSolver): LpSolver => ({
  ...solver,
  solve: (programme, start) => solveApart(programme, solver, start),
});

/** As near as the solver itself is told to balance. */
const BALANCED = 1e-10;

/** Each part alone, and side by side where the solver can; together they prove the whole. */
export const solveApart = (
  programme: LinearProgram,
  solver: LpSolver,
  start?: Start,
): LpSolution => {
  const { parts, silent } = connectedParts(programme);
  const settled = settledColumns(programme);
  const left = rowResiduals(programme, settled);
  const idle = parts.filter(({ columns }) => columns.length === 0);
  if (idle.some(({ rows }) => rows.some((row) => Math.abs(left[row]!) >= BALANCED))) {
    return { status: 'infeasible', detail: 'a row that no column can balance' };
  }
  const open = parts.filter(({ columns }) => columns.length > 0);
  const solutions = solveEach(
    solver,
    open.map((part): Problem => ({
      programme: programmeOfPart(programme, part, left),
      start: start && startOfPart(part, start),
    })),
  );
  const optima: Optimum[] = [];
  for (const solution of solutions) {
    if (solution.status !== 'optimal') return solution;
    optima.push(solution);
  }
  return together(programme, { parts: open, silent }, { optima, settled });
};

type Optimum = Extract<LpSolution, { status: 'optimal' }>;

/** Columns where they stand when nothing moves: at their lower bound, or where it is for nobody to say, at the cheaper. */
const settledColumns = (programme: LinearProgram): Float64Array =>
  programme.lower.map((lower, column) =>
    meetsNoRow(programme, column) && programme.cost[column]! < 0 ? programme.upper[column]! : lower,
  );

const meetsNoRow = ({ starts }: LinearProgram, column: number): boolean =>
  starts[column] === starts[column + 1];

const startOfPart = ({ columns, rows }: Part, start: Start): Start => ({
  ...start,
  ...evened({
    columns: Int32Array.from(columns, (column) => start.columns[column]!),
    rows: Int32Array.from(rows, (row) => start.rows[row]!),
  }),
});

const together = (
  programme: LinearProgram,
  { parts, silent }: Parts,
  { optima, settled }: { readonly optima: readonly Optimum[]; readonly settled: Float64Array },
): LpSolution => {
  const primal = settled;
  const dual = new Float64Array(programme.rowsCount);
  const basis = {
    columns: new Int32Array(programme.columnsCount),
    rows: new Int32Array(programme.rowsCount).fill(BASIC),
  };
  optima.forEach((optimum, index) => {
    const { columns, rows } = parts[index]!;
    columns.forEach((column, place) => {
      primal[column]! += optimum.primal[place]!;
      basis.columns[column] = optimum.basis?.columns[place] ?? AT_LOWER;
    });
    rows.forEach((row, place) => {
      dual[row] = optimum.dual[place]!;
      basis.rows[row] = optimum.basis?.rows[place] ?? AT_LOWER;
    });
  });
  for (const { column, row } of pricesOfSilence(programme, silent, dual)) {
    if (column === undefined) continue;
    basis.columns[column] = BASIC;
    basis.rows[row] = AT_LOWER;
  }
  return {
    status: 'optimal',
    objective: preciseDot(programme.cost, primal),
    primal,
    dual,
    iterationsCount: optima.reduce((sum, { iterationsCount }) => sum + iterationsCount, 0),
    basis: optima.every((optimum) => optimum.basis !== undefined) ? basis : undefined,
  };
};
