import { wholeZeros } from '@trueque/kernel';
import type { EvenFlowProblem } from './even-flow-problem.js';
import { columnsByRow, ownersOf } from './interior/normal-equations.js';

/** What differs by less, relative, is the same. */
const SAME = 1e-13;

/** Which rows of a problem are alike but for their size: O(entries), by hashes that are verified. */
export class RowLikeness {
  /** Entries of each row, after `groups` in the same order in rows that are alike. */
  private readonly starts: Int32Array;
  private readonly entries: Int32Array;
  private readonly owners: Int32Array;
  /** By entry: what its column is to its row. */
  private readonly hashes: Int32Array;

  constructor(private readonly problem: EvenFlowProblem) {
    const { entries, starts } = columnsByRow(problem, problem.rightHandSide.length);
    this.starts = starts;
    this.entries = entries;
    this.owners = ownersOf(problem);
    this.hashes = wholeZeros(problem.rows.length);
  }

  /** Rows that are alike, two at least. A row that asks for nothing has no size. */
  groups(): number[][] {
    const byHash = new Map<number, number[]>();
    this.problem.rightHandSide.forEach((asked, row) => {
      if (asked === 0) return;
      const hash = this.hashOf(row);
      const rows = byHash.get(hash);
      if (rows === undefined) byHash.set(hash, [row]);
      else rows.push(row);
    });
    return [...byHash.values()].flatMap((rows) => (rows.length > 1 ? this.divided(rows) : []));
  }

  /** Columns of a row, those of rows that are alike in the same order. */
  columnsOf(row: number): Int32Array {
    return this.entriesOf(row).map((entry) => this.owners[entry]!);
  }

  private entriesOf(row: number): Int32Array {
    return this.entries.subarray(this.starts[row], this.starts[row + 1]);
  }

  /** Rows of one hash are nearly always alike. */
  private divided(rows: readonly number[]): number[][] {
    const groups: number[][] = [];
    for (const row of rows) {
      this.entriesOf(row).sort((one, other) => this.hashes[one]! - this.hashes[other]!);
      const group = groups.find(([first]) => this.areAlike(first!, row));
      if (group === undefined) groups.push([row]);
      else group.push(row);
    }
    return groups.filter(({ length }) => length > 1);
  }

  private areAlike(one: number, other: number): boolean {
    const [entries, others] = [this.entriesOf(one), this.entriesOf(other)];
    return (
      entries.length === others.length &&
      entries.every((entry, index) => this.isSame(entry, others[index]!))
    );
  }

  /** Whether two entries are the same to their rows, beside what these ask for. */
  private isSame(one: number, other: number): boolean {
    const { cost, lower, rightHandSide, rows, target, upper, values, weight } = this.problem;
    const [column, its] = [this.owners[one]!, this.owners[other]!];
    const size = rightHandSide[rows[other]!]! / rightHandSide[rows[one]!]!;
    return (
      size > 0 &&
      values[one] === values[other] &&
      cost[column] === cost[its] &&
      isNear(lower[column]! * size, lower[its]!) &&
      isNear(upper[column]! * size, upper[its]!) &&
      isNear(target[column]! * size, target[its]!) &&
      isNear(weight[column]!, weight[its]! * size) &&
      this.goToTheSame(one, other)
    );
  }

  /** Whether the columns of two entries have the same entries beside these. */
  private goToTheSame(one: number, other: number): boolean {
    const { rows, starts, values } = this.problem;
    const [column, its] = [this.owners[one]!, this.owners[other]!];
    const [start, count] = [starts[column]!, starts[column + 1]! - starts[column]!];
    const apart = starts[its]! - start;
    if (starts[its + 1]! - starts[its]! !== count || other - one !== apart) return false;
    for (let entry = start; entry < start + count; entry++) {
      const isSame = entry === one || rows[entry] === rows[entry + apart];
      if (!isSame || values[entry] !== values[entry + apart]) return false;
    }
    return true;
  }

  private hashOf(row: number): number {
    const { cost, rightHandSide, rows, starts, values, weight } = this.problem;
    let sum = 0;
    for (const entry of this.entriesOf(row)) {
      const column = this.owners[entry]!;
      let hash = mixed(mixed(0, cost[column]!), weight[column]! * rightHandSide[row]!);
      for (let at = starts[column]!; at < starts[column + 1]!; at++) {
        hash = mixed(mixed(hash, at === entry ? -1 : rows[at]!), values[at]!);
      }
      this.hashes[entry] = hash;
      sum = (sum + hash) | 0;
    }
    return sum;
  }
}

/** Nothing is near a bound without end but another one. */
const isNear = (one: number, other: number): boolean =>
  one === other || Math.abs(one - other) <= SAME * Math.min(Math.abs(one), Math.abs(other));

const digits = new Float32Array(1);
const bits = new Int32Array(digits.buffer);

/** Takes half the digits of a value into a hash: what is the same but for rounding nearly always has the same. */
const mixed = (hash: number, value: number): number => {
  digits[0] = value;
  const next = Math.imul(hash ^ bits[0]!, 0x9e3779b1);
  return next ^ (next >>> 15);
};
