import { wholeZeros, zeros } from '@trueque/kernel';
import { growingFloats, growingWholes } from './growing-list.js';
import type { LinearProgram } from './linear-program.js';

/** One entry of a column: a row and its coefficient. */
export type Entry = readonly [row: number, value: number];

export interface ColumnSpec {
  readonly cost?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly entries: readonly Entry[];
}

/** A column that takes from one row and brings to another; without one of them it ends outside. */
export interface ArcSpec {
  readonly from?: number;
  readonly to?: number;
  /** What it brings for each unit that it takes; 1 unless said otherwise. */
  readonly gain?: number;
  readonly cost?: number;
  readonly lower?: number;
  readonly upper?: number;
}

/** Collects rows and columns, then freezes them into typed arrays. Mutable inside, a value outside. */
export class ProgrammeBuilder {
  private readonly rightHandSide = growingFloats();
  private readonly cost = growingFloats();
  private readonly lower = growingFloats();
  private readonly upper = growingFloats();
  /** Where the entries of each column begin; one object an entry would be most of a large programme. */
  private readonly starts = growingWholes();
  private readonly rows = growingWholes();
  private readonly values = growingFloats();
  /** Entries that came after their column, by column. */
  private readonly later = new Map<number, Entry[]>();

  /** A row of the form A·x = rightHandSide. */
  addRow(rightHandSide = 0): number {
    return this.rightHandSide.push(rightHandSide);
  }

  addToRightHandSide(row: number, amount: number): void {
    this.rightHandSide.put(row, this.rightHandSide.at(row) + amount);
  }

  /** A column with 0 ≤ x unless said otherwise. */
  addColumn({ cost = 0, lower = 0, upper = Infinity, entries }: ColumnSpec): number {
    this.starts.push(this.rows.length);
    for (const [row, value] of entries) {
      this.rows.push(row);
      this.values.push(value);
    }
    return this.bound(cost, lower, upper);
  }

  /** The same as a column with an entry for each end, at a fraction of what the entries would take. */
  addArc({ cost = 0, from, gain = 1, lower = 0, to, upper = Infinity }: ArcSpec): number {
    this.starts.push(this.rows.length);
    if (from !== undefined) {
      this.rows.push(from);
      this.values.push(-1);
    }
    if (to !== undefined) {
      this.rows.push(to);
      this.values.push(gain);
    }
    return this.bound(cost, lower, upper);
  }

  private bound(cost: number, lower: number, upper: number): number {
    this.lower.push(lower);
    this.upper.push(upper);
    return this.cost.push(cost);
  }

  /** Lets a column count in one more row. */
  addEntry(column: number, row: number, value: number): void {
    const known = this.later.get(column);
    if (known === undefined) this.later.set(column, [[row, value]]);
    else known.push([row, value]);
  }

  /** Lowers a column's upper bound; never raises it. */
  tighten(column: number, upper: number): void {
    this.upper.put(column, Math.min(this.upper.at(column), upper));
  }

  build(): LinearProgram {
    return {
      columnsCount: this.cost.length,
      rowsCount: this.rightHandSide.length,
      cost: this.cost.taken(),
      lower: this.lower.taken(),
      upper: this.upper.taken(),
      rightHandSide: this.rightHandSide.taken(),
      ...this.entries(),
    };
  }

  private entries(): Pick<LinearProgram, 'starts' | 'rows' | 'values'> {
    const columnsCount = this.starts.length;
    let extraCount = 0;
    for (const entries of this.later.values()) extraCount += entries.length;
    const starts = wholeZeros(columnsCount + 1);
    const rows = wholeZeros(this.rows.length + extraCount);
    const values = zeros(rows.length);
    let end = 0;
    const put = (row: number, value: number): void => {
      rows[end] = row;
      values[end++] = value;
    };
    for (let column = 0; column < columnsCount; column++) {
      const stop = column + 1 < columnsCount ? this.starts.at(column + 1) : this.rows.length;
      for (let entry = this.starts.at(column); entry < stop; entry++) {
        put(this.rows.at(entry), this.values.at(entry));
      }
      if (extraCount > 0) for (const [row, value] of this.later.get(column) ?? []) put(row, value);
      starts[column + 1] = end;
    }
    return { starts, rows, values };
  }
}
