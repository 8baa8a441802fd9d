import { copied, floats } from '@trueque/kernel';
import type { LinearProgram } from './linear-program.js';

/** A·x − b: how much each row is missed by. */
export const rowResiduals = (programme: LinearProgram, primal: Float64Array): Float64Array => {
  const { columnsCount, rightHandSide, rows, starts, values } = programme;
  const residuals = floats(rightHandSide.length, (row) => -rightHandSide[row]!);
  for (let column = 0; column < columnsCount; column++) {
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      residuals[rows[entry]!]! += values[entry]! * primal[column]!;
    }
  }
  return residuals;
};

/** c − Aᵀy: what a unit of each column would cost beyond what its rows pay for it. */
export const reducedCosts = (programme: LinearProgram, dual: Float64Array): Float64Array => {
  const { columnsCount, cost, rows, starts, values } = programme;
  const reduced = copied(cost);
  for (let column = 0; column < columnsCount; column++) {
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      reduced[column]! -= values[entry]! * dual[rows[entry]!]!;
    }
  }
  return reduced;
};

/** Σ a·b with the rounding errors carried along (Neumaier), so that the order hardly matters. */
export const preciseDot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  let carried = 0;
  for (let index = 0; index < a.length; index++) {
    const term = a[index] === 0 || b[index] === 0 ? 0 : a[index]! * b[index]!;
    const next = sum + term;
    carried += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + carried;
};

/** The largest absolute value; 0 of nothing. */
export const largest = (values: Float64Array): number => {
  let most = 0;
  for (let index = 0; index < values.length; index++) {
    most = Math.max(most, Math.abs(values[index]!));
  }
  return most;
};
