import { leastEnd, mostEnd, spread, type Strand, timesOf } from './even-bundle.js';
import { evenRow } from './even-row.js';
import {
  type EvenColumn,
  type EvenFlowProblem,
  evenFlowProblem,
  termsOf,
} from './even-flow-problem.js';
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
  target: number;
  cost: number;
}

type Recipe = (values: Float64Array) => void;

/** What is this small beside 1 has cancelled out. */
const CANCELLED = 1e-12;

/** Mutable: `run` folds rows until none has fewer than three columns. */
class Reduction {
  private readonly columns: OpenColumn[];
  private readonly asked: Float64Array;
  private readonly columnsOf: Set<number>[];
  private readonly gone = new Set<number>();
  /** How columns that are gone are found from those that are left, to be followed in reverse. */
  private readonly recipes: Recipe[] = [];

  constructor(problem: EvenFlowProblem) {
    const { cost, rightHandSide, rows, starts, values } = problem;
    this.asked = Float64Array.from(rightHandSide);
    this.columnsOf = Array.from(rightHandSide, () => new Set<number>());
    this.columns = Array.from(cost, (_, column) => {
      const entries = new Map<number, number>();
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        entries.set(rows[entry]!, values[entry]!);
        this.columnsOf[rows[entry]!]!.add(column);
      }
      return { ...termsOf(problem, column), entries };
    });
  }

  run(): void {
    let queue = this.columnsOf.map((_, row) => row).reverse();
    while (queue.length > 0) {
      this.foldAll(queue);
      queue = this.columnsOf.flatMap((_, row) => this.joinStar(row));
    }
  }

  private foldAll(queue: number[]): void {
    while (queue.length > 0) {
      const row = queue.pop()!;
      const met = this.columnsOf[row]!;
      if (met.size === 0 || met.size > 2) continue;
      const [one, other] = met;
      queue.push(...(other === undefined ? this.settle(row, one!) : this.fold(row, one!, other)));
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
    this.gone.add(column);
    this.recipes.push((values) => (values[column] = value));
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
    this.gone.add(column);
    this.recipes.push((values) => (values[column] = shift + factor * values[leader]!));
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

  /**
   * A row that hangs on one weightless column, all its others being its own: its price is that of the
   * place it hangs on as long as the column has room. So its columns may move to that place, no further
   * than they would go with the column at either bound. Answers the rows that changed.
   */
  private joinStar(row: number): number[] {
    const bridge = this.bridgeOf(row);
    if (bridge === undefined) return [];
    const { cost, entries, lower, upper } = this.columns[bridge]!;
    const value = entries.get(row)!;
    const own = [...this.columnsOf[row]!].filter((column) => column !== bridge);
    this.narrow(
      row,
      own,
      [lower, upper].map((x) => this.asked[row]! - value * x),
    );
    const terms = own.map((column) => ({
      column,
      share: this.columns[column]!.entries.get(row)! / value,
    }));
    const shift = this.asked[row]! / value;
    this.gone.add(bridge);
    this.recipes.push((values) => {
      values[bridge] = terms.reduce(
        (sum, { column, share }) => sum - share * values[column]!,
        shift,
      );
    });
    this.columnsOf[row]!.clear();
    for (const { column, share } of terms) {
      this.columns[column]!.entries.delete(row);
      this.columns[column]!.cost -= cost * share;
    }
    for (const [other, weight] of entries) {
      if (other === row) continue;
      this.asked[other]! -= (weight * this.asked[row]!) / value;
      this.columnsOf[other]!.delete(bridge);
      for (const { column, share } of terms) this.add(column, other, -weight * share);
    }
    return [...entries.keys(), ...own.flatMap((column) => this.fixWithoutRoom(column))];
  }

  /** The one weightless column that a row hangs on; those that run beside one another count as one. */
  private bridgeOf(row: number): number | undefined {
    const bridges: number[] = [];
    for (const column of this.columnsOf[row]!) {
      const { entries, weight } = this.columns[column]!;
      if (entries.size === 1) continue;
      if (weight > 0) return undefined;
      bridges.push(column);
    }
    const [first, ...others] = bridges;
    if (first === undefined || others.length === 0) return first;
    const factors = others.flatMap((other) =>
      timesOf(this.columns[other]!, this.columns[first]!, row),
    );
    if (factors.length < others.length) return undefined;
    this.bundle(first, others, factors);
    return first;
  }

  /** Weightless columns side by side become one with the room of all; nothing says how they share it. */
  private bundle(first: number, others: readonly number[], factors: readonly number[]): void {
    const strands = [first, ...others].map((column, index): Strand => {
      const { lower, upper } = this.columns[column]!;
      return { column, factor: index === 0 ? 1 : factors[index - 1]!, lower, upper };
    });
    const to = this.columns[first]!;
    to.lower = strands.reduce((sum, strand) => sum + strand.factor * leastEnd(strand), 0);
    to.upper = strands.reduce((sum, strand) => sum + strand.factor * mostEnd(strand), 0);
    for (const column of others) {
      for (const row of this.columns[column]!.entries.keys()) this.columnsOf[row]!.delete(column);
      this.gone.add(column);
    }
    this.recipes.push((values) => spread(values, first, strands));
  }

  /** Bounds of a row's own columns become what they answer to two amounts. */
  private narrow(row: number, own: readonly number[], amounts: readonly number[]): void {
    const parts = own.map((column) => {
      const { entries, ...rest } = this.columns[column]!;
      return { ...rest, value: entries.get(row)! };
    });
    const ends = amounts.filter(Number.isFinite).map((amount) => evenRow(parts, amount));
    own.forEach((column, index) => {
      const to = this.columns[column]!;
      const answers = ends.map((end) => end[index]!);
      // With one bound alone, columns go from what they answer to it as far as they can.
      if (ends.length === 2) {
        to.lower = Math.max(to.lower, Math.min(...answers));
        to.upper = Math.max(to.lower, Math.min(to.upper, Math.max(...answers)));
      } else if (ends.length === 1)
        this.narrowOneEnd(to, answers[0]!, { amounts, value: parts[index]!.value });
    });
  }

  private narrowOneEnd(
    to: OpenColumn,
    answer: number,
    { amounts, value }: { readonly amounts: readonly number[]; readonly value: number },
  ): void {
    const openEnd = amounts.find((amount) => !Number.isFinite(amount))!;
    if (openEnd > 0 === value > 0) to.lower = Math.max(to.lower, Math.min(answer, to.upper));
    else to.upper = Math.min(to.upper, Math.max(answer, to.lower));
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

  /** ½w(s + f·x − t)² + c(s + f·x) joins what the leader weighs, and the follower's bounds bind it. */
  private inherit(leader: number, column: number, at: { shift: number; factor: number }): void {
    const { factor, shift } = at;
    const [to, from] = [this.columns[leader]!, this.columns[column]!];
    const ends = [(from.lower - shift) / factor, (from.upper - shift) / factor];
    to.lower = Math.max(to.lower, Math.min(...ends));
    // Bounds that noise has crossed are one value.
    to.upper = Math.max(to.lower, Math.min(to.upper, Math.max(...ends)));
    to.cost += factor * from.cost;
    if (from.weight === 0) return;
    const weight = to.weight + from.weight * factor * factor;
    to.target = (to.weight * to.target + from.weight * factor * (from.target - shift)) / weight;
    to.weight = weight;
  }

  left(): ReducedProblem {
    const kept = this.columns.map((_, column) => column).filter((column) => !this.gone.has(column));
    const rows = this.columnsOf.flatMap(({ size }, row) => (size > 0 ? [row] : []));
    const placeOf = new Map(rows.map((row, place) => [row, place]));
    const columns = kept.map((column): EvenColumn => {
      const { entries, ...rest } = this.columns[column]!;
      const placed = [...entries].map(([row, value]): Entry => [placeOf.get(row)!, value]);
      return { ...rest, entries: placed };
    });
    const rightHandSide = Float64Array.from(rows, (row) => this.asked[row]!);
    return {
      ...evenFlowProblem({ columns, rightHandSide }),
      expand: (answer) => this.expand(kept, answer),
    };
  }

  private expand(kept: readonly number[], answer: Float64Array): Float64Array {
    const values = new Float64Array(this.columns.length);
    kept.forEach((column, index) => (values[column] = answer[index]!));
    for (const recipe of this.recipes.toReversed()) recipe(values);
    return values;
  }
}
