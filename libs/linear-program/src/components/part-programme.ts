import { floats, wholeZeros, zeros } from '@trueque/kernel';
import type { LinearProgram } from '../linear-program.js';
import type { Part } from './connected-parts.js';

/**
 * A part as a programme of its own, its columns counted from their lower bounds; `left` is what each row has
 * too much of while all columns stand there. Of entries in rows that are not the part's nothing is kept.
 */
export const programmeOfPart = (
  programme: LinearProgram,
  { columns, rows }: Part,
  left: Float64Array,
): LinearProgram => {
  const { cost, lower, upper } = programme;
  const of = (values: Float64Array) => (index: number) => values[columns[index]!]!;
  return {
    columnsCount: columns.length,
    rowsCount: rows.length,
    cost: floats(columns.length, of(cost)),
    lower: zeros(columns.length),
    upper: floats(columns.length, (index) => of(upper)(index) - of(lower)(index)),
    rightHandSide: floats(rows.length, (index) => -left[rows[index]!]!),
    ...entriesOf(programme, columns, placesOf(rows, programme.rowsCount)),
  };
};

const placesOf = (rows: readonly number[], rowsCount: number): Int32Array => {
  const places = wholeZeros(rowsCount);
  rows.forEach((row, place) => (places[row] = place));
  return places;
};

const entriesOf = (
  { rows, starts, values }: LinearProgram,
  columns: readonly number[],
  places: Int32Array,
): Pick<LinearProgram, 'starts' | 'rows' | 'values'> => {
  const ends = wholeZeros(columns.length + 1);
  columns.forEach((column, index) => {
    ends[index + 1] = ends[index]! + starts[column + 1]! - starts[column]!;
  });
  const part = {
    starts: ends,
    rows: wholeZeros(ends[columns.length]!),
    values: zeros(ends[columns.length]!),
  };
  columns.forEach((column, index) => {
    let to = ends[index]!;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      part.rows[to] = places[rows[entry]!]!;
      part.values[to++] = values[entry]!;
    }
  });
  return part;
};
