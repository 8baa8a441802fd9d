import { floats, wholeZeros, zeros } from '@trueque/kernel';
import type { LinearProgram } from '@trueque/linear-program';

/**
 * The same columns, and after them two for each row at a price: one that adds what the row misses, and one that
 * takes away what it has too much of.
 */
export const elasticProgramme = (programme: LinearProgram, price: number): LinearProgram => {
  const { columnsCount, cost, lower, rowsCount, upper } = programme;
  const count = columnsCount + 2 * rowsCount;
  const ofAll = (own: Float64Array, ofMissed: number) =>
    floats(count, (column) => own[column] ?? ofMissed);
  const starts = wholeZeros(count + 1);
  starts.set(programme.starts);
  const end = programme.rows.length;
  const [rows, values] = [wholeZeros(end + 2 * rowsCount), zeros(end + 2 * rowsCount)];
  rows.set(programme.rows);
  values.set(programme.values);
  for (let index = 0; index < 2 * rowsCount; index++) {
    starts[columnsCount + index + 1] = end + index + 1;
    rows[end + index] = index >> 1;
    values[end + index] = index % 2 === 0 ? 1 : -1;
  }
  return {
    ...{ columnsCount: count, rowsCount, rightHandSide: programme.rightHandSide },
    ...{ cost: ofAll(cost, price), lower: ofAll(lower, 0), upper: ofAll(upper, Infinity) },
    ...{ starts, rows, values },
  };
};
