import { floats } from '@trueque/kernel';
import type { LinearProgram } from '@trueque/linear-program';
import type { OpenColumns } from './open-columns.js';
import type { OptimalFace } from './optimal-face.js';

/** The open columns of a programme as one of its own, and where its columns and rows come from. */
export interface PartOfProgramme {
  readonly programme: LinearProgram;
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

export const partOfProgramme = (
  { columnsCount, cost, rows, rowsCount, starts, values }: LinearProgram,
  { isOpen, leftByRow }: OpenColumns,
  { lower, upper }: OptimalFace,
): PartOfProgramme => {
  const kept: number[] = [];
  const rowsKept: number[] = [];
  const placeOf = new Int32Array(rowsCount).fill(-1);
  const ends = [0];
  const entryRows: number[] = [];
  const entryValues: number[] = [];
  for (let column = 0; column < columnsCount; column++) {
    if (isOpen[column] === 0) continue;
    kept.push(column);
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      const row = rows[entry]!;
      if (placeOf[row] === -1) placeOf[row] = rowsKept.push(row) - 1;
      entryRows.push(placeOf[row]!);
      entryValues.push(values[entry]!);
    }
    ends.push(entryRows.length);
  }
  const columns = Int32Array.from(kept);
  const pick = (all: Float64Array) => floats(columns.length, (index) => all[columns[index]!]!);
  return {
    columns,
    rows: Int32Array.from(rowsKept),
    programme: {
      columnsCount: columns.length,
      rowsCount: rowsKept.length,
      cost: pick(cost),
      lower: pick(lower),
      upper: pick(upper),
      rightHandSide: floats(rowsKept.length, (index) => leftByRow[rowsKept[index]!]!),
      starts: Int32Array.from(ends),
      rows: Int32Array.from(entryRows),
      values: Float64Array.from(entryValues),
    },
  };
};
