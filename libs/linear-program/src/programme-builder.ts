import type { LinearProgram } from './linear-program.js';

/** One entry of a column: a row and its coefficient. */
export type Entry = readonly [row: number, value: number];

export interface ColumnSpec {
  readonly cost?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly entries: readonly Entry[];
}

/** Collects rows and columns, then freezes them into typed arrays. Mutable inside, a value outside. */
export class ProgrammeBuilder {
  private readonly rightHandSide: number[] = [];
  private readonly cost: number[] = [];
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];
  private readonly entries: Entry[][] = [];

  /** A row of the form A·x = rightHandSide. */
  addRow(rightHandSide = 0): number {
    return this.rightHandSide.push(rightHandSide) - 1;
  }

  addToRightHandSide(row: number, amount: number): void {
    this.rightHandSide[row]! += amount;
  }

  /** A column with 0 ≤ x unless said otherwise. */
  addColumn({ cost = 0, lower = 0, upper = Infinity, entries }: ColumnSpec): number {
    this.entries.push([...entries]);
    this.lower.push(lower);
    this.upper.push(upper);
    return this.cost.push(cost) - 1;
  }

  /** Lets a column count in one more row. */
  addEntry(column: number, row: number, value: number): void {
    this.entries[column]!.push([row, value]);
  }

  /** Lowers a column's upper bound; never raises it. */
  tighten(column: number, upper: number): void {
    this.upper[column] = Math.min(this.upper[column]!, upper);
  }

  build(): LinearProgram {
    const starts = new Int32Array(this.entries.length + 1);
    this.entries.forEach((entries, column) => {
      starts[column + 1] = starts[column]! + entries.length;
    });
    const flat = this.entries.flat();
    return {
      columnsCount: this.cost.length,
      rowsCount: this.rightHandSide.length,
      cost: Float64Array.from(this.cost),
      lower: Float64Array.from(this.lower),
      upper: Float64Array.from(this.upper),
      rightHandSide: Float64Array.from(this.rightHandSide),
      starts,
      rows: Int32Array.from(flat, ([row]) => row),
      values: Float64Array.from(flat, ([, value]) => value),
    };
  }
}
