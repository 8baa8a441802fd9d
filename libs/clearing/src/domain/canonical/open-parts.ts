import { DisjointSets, flags, wholeZeros } from '@trueque/kernel';
import type { LinearProgram } from '@trueque/linear-program';

/** Open columns that hang together by rows: a problem of its own. */
export interface OpenPart {
  readonly columns: readonly number[];
}

/** Splits open columns into connected parts, in order of their first column. Rows left out join nothing. */
export const openParts = (
  programme: LinearProgram,
  isOpen: Uint8Array,
  leftOut: Uint8Array = flags(programme.rowsCount),
): OpenPart[] => {
  const joined = rowsJoined(programme, isOpen, leftOut);
  const partOf = new Map<number, { readonly columns: number[] }>();
  for (let column = 0; column < programme.columnsCount; column++) {
    if (isOpen[column] === 0) continue;
    const row = firstRow(programme, column, leftOut);
    // A column of rows left out alone is a part by itself.
    const key = row === undefined ? -1 - column : joined.leaderOf(row);
    const known = partOf.get(key);
    if (known === undefined) partOf.set(key, { columns: [column] });
    else known.columns.push(column);
  }
  return [...partOf.values()];
};

/**
 * Where the open columns of a part all carry energy from one row to another, unchanged, its rows add up
 * to nothing, so that one of them says nothing new. Answers the busiest row of each such part: without
 * it the part falls apart at its hub.
 */
export const redundantRows = (programme: LinearProgram, isOpen: Uint8Array): Uint8Array => {
  const redundant = flags(programme.rowsCount);
  const columnsAt = wholeZeros(programme.rowsCount);
  for (const { columns } of openParts(programme, isOpen)) {
    if (!columns.every((column) => isCarrier(programme, column))) continue;
    redundant[busiestRow(programme, columns, columnsAt)] = 1;
  }
  return redundant;
};

const busiestRow = (
  { rows, starts }: LinearProgram,
  columns: readonly number[],
  columnsAt: Int32Array,
): number => {
  let busiest = rows[starts[columns[0]!]!]!;
  for (const column of columns) {
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      const row = rows[entry]!;
      columnsAt[row]! += 1;
      if (columnsAt[row]! > columnsAt[busiest]!) busiest = row;
    }
  }
  return busiest;
};

const isCarrier = ({ starts, values }: LinearProgram, column: number): boolean => {
  const entry = starts[column]!;
  return starts[column + 1]! - entry === 2 && values[entry]! + values[entry + 1]! === 0;
};

const firstRow = ({ rows, starts }: LinearProgram, column: number, leftOut: Uint8Array) => {
  for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
    if (leftOut[rows[entry]!] === 0) return rows[entry]!;
  }
  return undefined;
};

/** Rows, joined by open columns. */
const rowsJoined = (
  programme: LinearProgram,
  isOpen: Uint8Array,
  leftOut: Uint8Array,
): DisjointSets => {
  const { columnsCount, rows, rowsCount, starts } = programme;
  const joined = new DisjointSets(rowsCount);
  for (let column = 0; column < columnsCount; column++) {
    if (isOpen[column] === 0) continue;
    const first = firstRow(programme, column, leftOut);
    if (first === undefined) continue;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      if (leftOut[rows[entry]!] === 0) joined.join(rows[entry]!, first);
    }
  }
  return joined;
};
