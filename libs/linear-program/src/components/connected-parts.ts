import { DisjointSets, flags, wholeZeros } from '@trueque/kernel';
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
  const { isMoving, silent } = silence(programme);
  const { columnsCount, rows, rowsCount, starts } = programme;
  const joined = new DisjointSets(rowsCount);
  for (let column = 0; column < columnsCount; column++) {
    if (isMoving[column] === 0) continue;
    const first = starts[column]!;
    for (let entry = first; entry < starts[column + 1]!; entry++) {
      joined.join(rows[entry]!, rows[first]!);
    }
  }
  return { parts: gathered(programme, { isMoving, joined, silent }), silent };
};

/** Which columns may be anything but one value, once rows that leave no choice are out of the way. */
const silence = (programme: LinearProgram) => {
  const { rightHandSide, rowsCount } = programme;
  const { entries, starts } = columnsByRow(programme, rowsCount);
  const owners = ownersOf(programme);
  const choices = new Choices(programme);
  const silent: SilentRow[] = [];
  const isSilent = flags(rowsCount);
  const queue = Array.from({ length: rowsCount }, (_, row) => row);
  for (let row = queue.pop(); row !== undefined; row = queue.pop()) {
    if (isSilent[row] === 1 || rightHandSide[row] !== 0 || !choices.areNoneIn(row)) continue;
    isSilent[row] = 1;
    const columns: number[] = [];
    for (let index = starts[row]!; index < starts[row + 1]!; index++) {
      const column = owners[entries[index]!]!;
      if (choices.isMoving[column] === 1) columns.push(column);
    }
    silent.push({ row, columns });
    for (const column of columns) choices.hold(column, queue);
  }
  return { isMoving: choices.isMoving, silent };
};

/** Mutable: what every row still can do. */
class Choices {
  readonly isMoving: Uint8Array;
  /** By row, columns that may move: those that put in, and those that take out. */
  private readonly bringing: Int32Array;
  private readonly taking: Int32Array;
  /** Whether something is there beside what moves up from zero. */
  private readonly isBusy: Uint8Array;

  constructor(private readonly programme: LinearProgram) {
    const { columnsCount, lower, rows, rowsCount, starts, upper } = programme;
    this.isMoving = flags(columnsCount);
    this.bringing = wholeZeros(rowsCount);
    this.taking = wholeZeros(rowsCount);
    this.isBusy = flags(rowsCount);
    for (let column = 0; column < columnsCount; column++) {
      if (upper[column]! > lower[column]!) {
        this.isMoving[column] = 1;
        this.count(column, 1);
      }
      if (lower[column] === 0) continue;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        this.isBusy[rows[entry]!] = 1;
      }
    }
  }

  /** All that still moves goes the same way from zero, and nothing else is there to balance it. */
  areNoneIn(row: number): boolean {
    return this.isBusy[row] === 0 && (this.bringing[row] === 0) !== (this.taking[row] === 0);
  }

  /** The column moves no more; adds its rows to the queue. */
  hold(column: number, queue: number[]): void {
    const { rows, starts } = this.programme;
    this.isMoving[column] = 0;
    this.count(column, -1);
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      queue.push(rows[entry]!);
    }
  }

  private count(column: number, change: 1 | -1): void {
    const { rows, starts, values } = this.programme;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      (values[entry]! > 0 ? this.bringing : this.taking)[rows[entry]!]! += change;
    }
  }
}

interface Connected {
  readonly isMoving: Uint8Array;
  readonly joined: DisjointSets;
  readonly silent: readonly SilentRow[];
}

const gathered = (
  { columnsCount, rows, rowsCount, starts }: LinearProgram,
  { isMoving, joined, silent }: Connected,
): Part[] => {
  const silenced = flags(rowsCount);
  for (const { row } of silent) silenced[row] = 1;
  const parts: { rows: number[]; columns: number[] }[] = [];
  const placeOf = wholeZeros(rowsCount).fill(-1);
  for (let row = 0; row < rowsCount; row++) {
    if (silenced[row] === 1) continue;
    const leader = joined.leaderOf(row);
    if (placeOf[leader] === -1) placeOf[leader] = parts.push({ rows: [], columns: [] }) - 1;
    parts[placeOf[leader]!]!.rows.push(row);
  }
  for (let column = 0; column < columnsCount; column++) {
    if (isMoving[column] === 0 || starts[column] === starts[column + 1]) continue;
    parts[placeOf[joined.leaderOf(rows[starts[column]!]!)]!]!.columns.push(column);
  }
  return parts;
};
