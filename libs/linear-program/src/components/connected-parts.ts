import type { LinearProgram } from '../linear-program.js';
import { columnsByRow, ownersOf } from '../interior/normal-equations.js';

/** Rows and columns that share nothing with the rest of a programme. */
export interface Part {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

export interface Parts {
  readonly parts: readonly Part[];
  /** Rows that only put energy in or only take it out; in the order in which they fell silent. */
  readonly silent: readonly SilentRow[];
}

export interface SilentRow {
  readonly row: number;
  /** Columns that it holds at zero, and no row before it did. */
  readonly columns: readonly number[];
}

/** Splits a programme where no column with room for anything but zero leads from one row to another. */
export const connectedParts = (programme: LinearProgram): Parts => {
  const { moving, silent } = silence(programme);
  const leaders = Int32Array.from({ length: programme.rowsCount }, (_, row) => row);
  const find = (row: number): number => {
    let at = row;
    while (leaders[at] !== at) at = leaders[at] = leaders[leaders[at]!]!;
    return at;
  };
  for (let column = 0; column < programme.columnsCount; column++) {
    const rows = moving[column] ? rowsOf(programme, column) : new Int32Array(0);
    for (const row of rows) leaders[find(row)] = find(rows[0]!);
  }
  return { parts: gathered(programme, { find, moving, silent }), silent };
};

const rowsOf = ({ rows, starts }: LinearProgram, column: number): Int32Array =>
  rows.subarray(starts[column], starts[column + 1]);

/** Which columns may be anything but one value, once rows that leave no choice are out of the way. */
const silence = (programme: LinearProgram) => {
  const { columnsCount, lower, rightHandSide, rowsCount, upper } = programme;
  const moving = new Uint8Array(columnsCount);
  for (let column = 0; column < columnsCount; column++) {
    moving[column] = Number(upper[column]! > lower[column]!);
  }
  const { entries, starts } = columnsByRow(programme, rowsCount);
  const owners = ownersOf(programme);
  const silent: SilentRow[] = [];
  const isSilent = new Uint8Array(rowsCount);
  const queue = Array.from({ length: rowsCount }, (_, row) => row);
  while (queue.length > 0) {
    const row = queue.pop()!;
    if (isSilent[row] || rightHandSide[row] !== 0) continue;
    const own = [...entries.subarray(starts[row], starts[row + 1])];
    if (!leavesNoChoice(programme, own, owners, moving)) continue;
    isSilent[row] = 1;
    const columns = own.map((entry) => owners[entry]!).filter((column) => moving[column]);
    silent.push({ row, columns });
    for (const column of columns) {
      moving[column] = 0;
      queue.push(...rowsOf(programme, column));
    }
  }
  return { moving, silent };
};

/** All that still moves goes the same way from zero, and nothing else is there to balance it. */
const leavesNoChoice = (
  { lower, values }: LinearProgram,
  entries: readonly number[],
  owners: Int32Array,
  moving: Uint8Array,
): boolean => {
  const free = entries.filter((entry) => moving[owners[entry]!]);
  return (
    free.length > 0 &&
    entries.every((entry) => lower[owners[entry]!] === 0) &&
    new Set(free.map((entry) => Math.sign(values[entry]!))).size === 1
  );
};

const gathered = (
  programme: LinearProgram,
  {
    find,
    moving,
    silent,
  }: { find: (row: number) => number; moving: Uint8Array; silent: readonly SilentRow[] },
): Part[] => {
  const silenced = new Set(silent.map(({ row }) => row));
  const parts = new Map<number, { rows: number[]; columns: number[] }>();
  for (let row = 0; row < programme.rowsCount; row++) {
    if (silenced.has(row)) continue;
    const part = parts.get(find(row)) ?? { rows: [], columns: [] };
    parts.set(find(row), part);
    part.rows.push(row);
  }
  for (let column = 0; column < programme.columnsCount; column++) {
    const [row] = rowsOf(programme, column);
    if (moving[column] && row !== undefined) parts.get(find(row))!.columns.push(column);
  }
  return [...parts.values()];
};
