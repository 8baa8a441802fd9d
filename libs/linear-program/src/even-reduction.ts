import type { EvenColumn, EvenFlowProblem } from './even-flow-problem.js';
import type { Entry } from './programme-builder.js';

/** What is left of a problem once rows with two columns at most are substituted away. */
export interface ReducedProblem extends EvenFlowProblem {
  /** All columns of the problem before, from the answer of the one after. */
  expand(answer: Float64Array): Float64Array;
}

/**
 * Takes a row with two columns out: one is what the row asks for less the other, so it follows it, with
 * its bounds, weight and cost; one column alone in a row is what the row asks for. Chains of steps, ways
 * and pools fold up like this until only the places are left where something is truly shared.
 */
export const reduceEven = (problem: EvenFlowProblem): ReducedProblem => {
  const reduction = new Reduction(problem);
  reduction.run();
  return reduction.left();
};

interface OpenColumn {
  readonly entries: Map<number, number>;
  lower: number;
  upper: number;
  weight: number;
  cost: number;
}

/** column = shift + factor × leader; a column without a leader has a value. */
interface Follower {
  readonly column: number;
  readonly leader: number | undefined;
  readonly shift: number;
  readonly factor: number;
}

/** What is this small beside 1 has cancelled out. */
const CANCELLED = 1e-12;

/** Mutable: `run` folds rows until none has fewer than three columns. */
class Reduction {
  private readonly columns: OpenColumn[];
  private readonly asked: Float64Array;
  private readonly columnsOf: Set<number>[];
  private readonly followers: Follower[] = [];

  constructor({ columns, rightHandSide }: EvenFlowProblem) {
    this.columns = columns.map(({ entries, ...rest }) => ({ ...rest, entries: new Map(entries) }));
    this.asked = Float64Array.from(rightHandSide);
    this.columnsOf = Array.from(rightHandSide, () => new Set<number>());
    columns.forEach(({ entries }, column) => {
      for (const [row] of entries) this.columnsOf[row]!.add(column);
    });
  }

  run(): void {
    const queue = this.columnsOf.map((_, row) => row).reverse();
    while (queue.length > 0) {
      const row = queue.pop()!;
      const met = [...this.columnsOf[row]!];
      if (met.length === 0 || met.length > 2) continue;
      queue.push(
        ...(met.length === 1 ? this.settle(row, met[0]!) : this.fold(row, met[0]!, met[1]!)),
      );
    }
  }

  /** The only column of a row: it is what the row asks for. Answers the rows it was in. */
  private settle(row: number, column: number): number[] {
    const { entries, lower, upper } = this.columns[column]!;
    const wanted = this.asked[row]! / entries.get(row)!;
    return this.fix(column, Math.min(upper, Math.max(lower, wanted)));
  }

  private fix(column: number, value: number): number[] {
    const { entries } = this.columns[column]!;
    this.followers.push({ column, leader: undefined, shift: value, factor: 0 });
    for (const [row, share] of entries) {
      this.asked[row]! -= share * value;
      this.columnsOf[row]!.delete(column);
    }
    return [...entries.keys()];
  }

  /** One of two columns follows the other. Answers the rows that changed. */
  private fold(row: number, one: number, other: number): number[] {
    const [column, leader] =
      this.columns[one]!.entries.size < this.columns[other]!.entries.size
        ? [one, other]
        : [other, one];
    const { entries } = this.columns[column]!;
    const shift = this.asked[row]! / entries.get(row)!;
    const factor = -this.columns[leader]!.entries.get(row)! / entries.get(row)!;
    this.followers.push({ column, leader, shift, factor });
    this.inherit(leader, column, { shift, factor });
    this.columns[leader]!.entries.delete(row);
    this.columnsOf[row]!.clear();
    for (const [touched, value] of entries) {
      if (touched === row) continue;
      this.asked[touched]! -= value * shift;
      this.columnsOf[touched]!.delete(column);
      this.add(leader, touched, value * factor);
    }
    return [...entries.keys(), ...this.fixWithoutRoom(leader)];
  }

  /** Bounds that have met leave no choice. */
  private fixWithoutRoom(column: number): number[] {
    const { lower, upper } = this.columns[column]!;
    return upper - lower > CANCELLED * Math.max(1, Math.abs(lower)) ? [] : this.fix(column, lower);
  }

  private add(column: number, row: number, value: number): void {
    const { entries } = this.columns[column]!;
    const sum = (entries.get(row) ?? 0) + value;
    if (Math.abs(sum) > CANCELLED) {
      entries.set(row, sum);
      this.columnsOf[row]!.add(column);
    } else {
      entries.delete(row);
      this.columnsOf[row]!.delete(column);
    }
  }

  /** ½w(s + f·x)² + c(s + f·x) joins what the leader weighs, and the follower's bounds bind it. */
  private inherit(leader: number, column: number, at: { shift: number; factor: number }): void {
    const { factor, shift } = at;
    const [to, from] = [this.columns[leader]!, this.columns[column]!];
    const ends = [(from.lower - shift) / factor, (from.upper - shift) / factor];
    to.lower = Math.max(to.lower, Math.min(...ends));
    // Bounds that noise has crossed are one value.
    to.upper = Math.max(to.lower, Math.min(to.upper, Math.max(...ends)));
    to.cost += factor * (from.weight * shift + from.cost);
    to.weight += from.weight * factor * factor;
  }

  left(): ReducedProblem {
    const following = new Set(this.followers.map(({ column }) => column));
    const kept = this.columns.map((_, column) => column).filter((column) => !following.has(column));
    const rows = this.columnsOf.flatMap(({ size }, row) => (size > 0 ? [row] : []));
    const placeOf = new Map(rows.map((row, place) => [row, place]));
    return {
      rightHandSide: Float64Array.from(rows, (row) => this.asked[row]!),
      columns: kept.map((column): EvenColumn => {
        const { entries, ...rest } = this.columns[column]!;
        const placed = [...entries].map(([row, value]): Entry => [placeOf.get(row)!, value]);
        return { ...rest, entries: placed };
      }),
      expand: (answer) => this.expand(kept, answer),
    };
  }

  private expand(kept: readonly number[], answer: Float64Array): Float64Array {
    const values = new Float64Array(this.columns.length);
    kept.forEach((column, index) => (values[column] = answer[index]!));
    for (const { column, factor, leader, shift } of this.followers.toReversed()) {
      values[column] = shift + (leader === undefined ? 0 : factor * values[leader]!);
    }
    return values;
  }
}
