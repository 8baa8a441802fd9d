import type { LinearProgram } from '../linear-program.js';
import { largest } from '../products.js';
import type { ScaledProblem } from './interior-point.js';
import type { SparseColumns } from './normal-equations.js';

/** Columns that have room to move. */
export const freeColumns = ({ columnsCount, lower, upper }: LinearProgram): number[] => {
  const free: number[] = [];
  for (let column = 0; column < columnsCount; column++) {
    if (upper[column]! > lower[column]!) free.push(column);
  }
  return free;
};

/** Lower bounds moved to 0, columns without room to the right hand side, amounts and costs to about 1. */
export const scaled = (
  programme: LinearProgram,
  weight: Float64Array,
  free: readonly number[],
): { readonly problem: ScaledProblem; readonly steepest: number } => {
  const rightHandSide = movedRightHandSide(programme);
  const size = Math.max(1e-6, largest(rightHandSide));
  const cost = Float64Array.from(
    free,
    (column) => programme.cost[column]! + weight[column]! * programme.lower[column]!,
  );
  const steepest = typical(cost);
  const problem: ScaledProblem = {
    size,
    ...pickedColumns(programme, free),
    cost: cost.map((each) => each / steepest),
    weight: Float64Array.from(free, (column) => (weight[column]! * size) / steepest),
    upper: Float64Array.from(
      free,
      (column) => (programme.upper[column]! - programme.lower[column]!) / size,
    ),
    rightHandSide: rightHandSide.map((amount) => amount / size),
  };
  return { problem, steepest };
};

const movedRightHandSide = (programme: LinearProgram): Float64Array => {
  const { columnsCount, lower, rows, starts, values } = programme;
  const moved = Float64Array.from(programme.rightHandSide);
  for (let column = 0; column < columnsCount; column++) {
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      moved[rows[entry]!]! -= values[entry]! * lower[column]!;
    }
  }
  return moved;
};

export const pickedColumns = (
  { rows, starts, values }: SparseColumns,
  columns: readonly number[],
): SparseColumns => {
  const pickedStarts = new Int32Array(columns.length + 1);
  columns.forEach((column, index) => {
    pickedStarts[index + 1] = pickedStarts[index]! + starts[column + 1]! - starts[column]!;
  });
  const count = pickedStarts[columns.length]!;
  const picked = { rows: new Int32Array(count), values: new Float64Array(count) };
  columns.forEach((column, index) => {
    const to = pickedStarts[index]!;
    picked.rows.set(rows.subarray(starts[column], starts[column + 1]), to);
    picked.values.set(values.subarray(starts[column], starts[column + 1]), to);
  });
  return { starts: pickedStarts, ...picked };
};

/** The cost in the middle of all that are not zero: a value of lost load is not what prices are like. */
const typical = (costs: Float64Array): number => {
  const sizes = costs
    .map(Math.abs)
    .filter((cost) => cost > 0)
    .sort();
  return sizes[Math.floor(sizes.length / 2)] ?? 1;
};
