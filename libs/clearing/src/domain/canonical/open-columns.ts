import { copied, flags, floats, wholeZeros, zeros } from '@trueque/kernel';
import type { LinearProgram } from '@trueque/linear-program';
import type { OptimalFace } from './optimal-face.js';

/** The columns that a face leaves a choice, and what every row still asks of them. */
export interface OpenColumns {
  readonly isOpen: Uint8Array;
  /** Values of all columns that are settled; nothing of the others. */
  readonly flow: Float64Array;
  readonly leftByRow: Float64Array;
  /** Columns that were the last one in a row, in the order they were settled, each with its row. */
  readonly lastIn: { readonly columns: readonly number[]; readonly rows: readonly number[] };
  /** Rows that settled columns cannot balance. */
  readonly unbalancedRows: readonly number[];
}

/** What is left in a row whose columns are all settled, as a share of what flows there, at most. */
const NOISE = 1e-9;

/**
 * Settles the columns that have no choice: those with one value, and the last one in a row, which must
 * balance it. One column settled may leave another the last one, so this unravels whole trees. O(entries).
 */
export const openColumns = (programme: LinearProgram, face: OptimalFace): OpenColumns => {
  const unravelling = new Unravelling(programme, face);
  unravelling.run();
  return unravelling;
};

/** Mutable: `run` settles what can be. */
class Unravelling implements OpenColumns {
  readonly isOpen: Uint8Array;
  readonly flow: Float64Array;
  readonly leftByRow: Float64Array;
  readonly lastIn: { columns: number[]; rows: number[] } = { columns: [], rows: [] };
  readonly unbalancedRows: number[] = [];
  private readonly sizeByRow: Float64Array;
  private readonly openCount: Int32Array;
  /** The sum of a row's open columns: where only one is left, it is that column. */
  private readonly openSum: Float64Array;

  constructor(
    private readonly programme: LinearProgram,
    private readonly face: OptimalFace,
  ) {
    const { columnsCount, rightHandSide, rowsCount } = programme;
    this.isOpen = flags(columnsCount);
    this.flow = zeros(columnsCount);
    this.leftByRow = copied(rightHandSide);
    this.sizeByRow = floats(rowsCount, (row) => Math.abs(rightHandSide[row]!));
    this.openCount = wholeZeros(rowsCount);
    this.openSum = zeros(rowsCount);
    for (let column = 0; column < columnsCount; column++) {
      const low = face.lower[column]!;
      if (face.upper[column]! > low) this.open(column);
      else if (low !== 0) this.settle(column, low);
    }
  }

  run(): void {
    const queue: number[] = [];
    this.openCount.forEach((count, row) => {
      if (count <= 1) queue.push(row);
    });
    for (let row = queue.pop(); row !== undefined; row = queue.pop()) {
      if (this.openCount[row] === 1) this.settleLast(row, queue);
      else if (Math.abs(this.leftByRow[row]!) > NOISE * (1 + this.sizeByRow[row]!)) {
        this.unbalancedRows.push(row);
      }
    }
  }

  private open(column: number): void {
    const { rows, starts } = this.programme;
    this.isOpen[column] = 1;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      this.openCount[rows[entry]!]! += 1;
      this.openSum[rows[entry]!]! += column;
    }
  }

  private settle(column: number, value: number): void {
    const { rows, starts, values } = this.programme;
    this.flow[column] = value;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      const amount = values[entry]! * value;
      this.leftByRow[rows[entry]!]! -= amount;
      this.sizeByRow[rows[entry]!]! += Math.abs(amount);
    }
  }

  private settleLast(row: number, queue: number[]): void {
    const { rows, starts } = this.programme;
    const column = this.openSum[row]!;
    const wanted = this.leftByRow[row]! / valueIn(this.programme, column, row);
    const { lower, upper } = this.face;
    this.settle(column, Math.min(upper[column]!, Math.max(lower[column]!, wanted)));
    this.isOpen[column] = 0;
    this.lastIn.columns.push(column);
    this.lastIn.rows.push(row);
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      const touched = rows[entry]!;
      this.openSum[touched]! -= column;
      this.openCount[touched]! -= 1;
      if (this.openCount[touched]! <= 1) queue.push(touched);
    }
  }
}

const valueIn = ({ rows, starts, values }: LinearProgram, column: number, row: number): number => {
  let entry = starts[column]!;
  while (rows[entry] !== row) entry++;
  return values[entry]!;
};
