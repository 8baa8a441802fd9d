import type { LinearProgram, LpSolution, LpSolver } from '../linear-program.js';
import { rowResiduals } from '../products.js';
import { type ColumnSpec, type Entry, ProgrammeBuilder } from '../programme-builder.js';
import { connectedParts, type Part } from './connected-parts.js';

/** The same solver, shown each part of a programme alone that shares nothing with the others. */
export const componentwise = (solver: LpSolver): LpSolver => ({
  ...solver,
  solve: (programme) => solveApart(programme, solver),
});

/** As near as the solver itself is told to balance. */
const BALANCED = 1e-10;

const solveApart = (programme: LinearProgram, solver: LpSolver): LpSolution => {
  const { parts, silent } = connectedParts(programme);
  const primal = programme.lower.map((lower, column) =>
    meetsNoRow(programme, column) && programme.cost[column]! < 0 ? programme.upper[column]! : lower,
  );
  const dual = new Float64Array(programme.rowsCount);
  const left = rowResiduals(programme, primal);
  let [objective, iterationsCount] = [0, 0];
  for (const part of parts) {
    if (part.columns.length === 0) {
      if (part.rows.every((row) => Math.abs(left[row]!) < BALANCED)) continue;
      return { status: 'infeasible', detail: 'a row that no column can balance' };
    }
    const solution = solver.solve(programmeOf(programme, part, left));
    if (solution.status !== 'optimal') return solution;
    part.columns.forEach((column, index) => (primal[column]! += solution.primal[index]!));
    part.rows.forEach((row, index) => (dual[row] = solution.dual[index]!));
    iterationsCount += solution.iterationsCount;
  }
  for (const row of silent.toReversed()) dual[row] = priceOfSilence(programme, row, dual);
  programme.cost.forEach((cost, column) => (objective += cost * primal[column]!));
  return { status: 'optimal', objective, primal, dual, iterationsCount };
};

const meetsNoRow = ({ starts }: LinearProgram, column: number): boolean =>
  starts[column] === starts[column + 1];

/** The part as a programme of its own, columns counted from their lower bounds. */
const programmeOf = (programme: LinearProgram, part: Part, left: Float64Array): LinearProgram => {
  const builder = new ProgrammeBuilder();
  const places = new Map(part.rows.map((row) => [row, builder.addRow(-left[row]!)]));
  for (const column of part.columns) builder.addColumn(columnOf(programme, column, places));
  return builder.build();
};

const columnOf = (
  { cost, lower, rows, starts, upper, values }: LinearProgram,
  column: number,
  places: ReadonlyMap<number, number>,
): ColumnSpec => {
  const entries: Entry[] = [];
  for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
    entries.push([places.get(rows[entry]!)!, values[entry]!]);
  }
  return { cost: cost[column]!, upper: upper[column]! - lower[column]!, entries };
};

/** A price at which none of the columns that a silent row holds at zero would rather move. */
const priceOfSilence = (programme: LinearProgram, silent: number, dual: Float64Array): number => {
  const { columnsCount, cost, rows, starts, values } = programme;
  let [least, greatest] = [-Infinity, Infinity];
  for (let column = 0; column < columnsCount; column++) {
    let [own, reduced] = [0, cost[column]!];
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      if (rows[entry] === silent) own = values[entry]!;
      else reduced -= values[entry]! * dual[rows[entry]!]!;
    }
    if (own > 0) greatest = Math.min(greatest, reduced / own);
    if (own < 0) least = Math.max(least, reduced / own);
  }
  return Number.isFinite(greatest) ? greatest : Math.max(least, 0);
};
