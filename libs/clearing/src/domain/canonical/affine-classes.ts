import { floats, wholeZeros, zeros } from '@trueque/kernel';
import type { LinearProgram } from '@trueque/linear-program';
import { SENSE, type Senses } from './price-senses.js';
import { rowTies } from './row-ties.js';

/** A condition on the prices of three classes or more, or on two that pull the same way. */
export interface Condition {
  readonly isEqual: boolean;
  readonly terms: readonly (readonly [index: number, factor: number])[];
  /** What the terms add up to, at most. */
  readonly bound: number;
}

/** Conditions between two classes: price of `from` × gain − loss ≤ price of `to`. */
export interface PriceLinks {
  readonly from: number[];
  readonly to: number[];
  readonly gain: number[];
  readonly loss: number[];
}

/**
 * Rows whose prices are tied by equalities, each written as factor × class price + shift. What is
 * left of the conditions: bounds of single classes, links between two, and a few between more.
 */
export interface AffineClasses {
  readonly count: number;
  /** Class of each row; −1 where the row's price is known. */
  readonly classOf: Int32Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly links: PriceLinks;
  readonly conditions: readonly Condition[];
  /** Prices of all rows from the prices of the classes. */
  expand(classPrices: Float64Array): Float64Array;
}

export const affineClasses = (programme: LinearProgram, senses: Senses): AffineClasses => {
  const { factor, roots, shift } = rowTies(programme, senses);
  const { classOf, count } = numbered(roots);
  const left = new LeftConditions(count);
  for (let column = 0; column < programme.columnsCount; column++) {
    const sense = senses[column];
    if (sense === SENSE.none) continue;
    // At least becomes at most by its opposite.
    const sign = sense === SENSE.atLeast ? -1 : 1;
    let bound = sign * programme.cost[column]!;
    for (let entry = programme.starts[column]!; entry < programme.starts[column + 1]!; entry++) {
      const row = programme.rows[entry]!;
      const coefficient = sign * programme.values[entry]!;
      bound -= coefficient * shift[row]!;
      if (classOf[row]! >= 0) left.term(classOf[row]!, coefficient * factor[row]!);
    }
    left.add(bound, sense === SENSE.equal);
  }
  return {
    ...{ count, classOf, lower: left.lower, upper: left.upper },
    ...{ links: left.links, conditions: left.conditions },
    expand: (prices) =>
      floats(shift.length, (row) =>
        classOf[row]! < 0 ? shift[row]! : factor[row]! * prices[classOf[row]!]! + shift[row]!,
      ),
  };
};

/** Roots numbered in the order of their first rows. */
const numbered = (roots: Int32Array) => {
  const numberOf = wholeZeros(roots.length).fill(-1);
  let count = 0;
  const classOf = wholeZeros(roots.length);
  for (let row = 0; row < roots.length; row++) {
    const root = roots[row]!;
    if (root >= 0 && numberOf[root] === -1) numberOf[root] = count++;
    classOf[row] = root < 0 ? root : numberOf[root]!;
  }
  return { classOf, count };
};

const NEGLIGIBLE = 1e-12;

/** Mutable: sorts conditions by how many classes they speak of. */
class LeftConditions {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly links: PriceLinks = { from: [], to: [], gain: [], loss: [] };
  readonly conditions: Condition[] = [];
  /** Terms of the condition that is being read; a list each, used again and again. */
  private readonly indices: number[] = [];
  private readonly factors: number[] = [];

  constructor(count: number) {
    this.lower = zeros(count).fill(-Infinity);
    this.upper = zeros(count).fill(Infinity);
  }

  /** One more term of the condition; those of one class are one. */
  term(index: number, factor: number): void {
    const known = this.indices.indexOf(index);
    if (known >= 0) this.factors[known]! += factor;
    else {
      this.indices.push(index);
      this.factors.push(factor);
    }
  }

  /** The condition is complete; the next terms are another's. */
  add(bound: number, isEqual: boolean): void {
    this.dropNegligible();
    const { factors, indices } = this;
    const [one, other] = [factors[0]!, factors[1]!];
    if (indices.length === 1) this.tighten(bound, isEqual);
    else if (indices.length === 2 && one > 0 !== other > 0) {
      const [from, to] = one > 0 ? ([0, 1] as const) : ([1, 0] as const);
      this.link(from, to, bound);
      // An equality is two conditions.
      if (isEqual) this.link(to, from, bound);
    } else if (indices.length > 0) {
      const terms = indices.map((index, place) => [index, factors[place]!] as const);
      this.conditions.push({ isEqual, bound, terms });
    }
    indices.length = factors.length = 0;
  }

  private dropNegligible(): void {
    const { factors, indices } = this;
    let kept = 0;
    for (let place = 0; place < factors.length; place++) {
      if (Math.abs(factors[place]!) <= NEGLIGIBLE) continue;
      indices[kept] = indices[place]!;
      factors[kept++] = factors[place]!;
    }
    indices.length = factors.length = kept;
  }

  private tighten(bound: number, isEqual: boolean): void {
    const [index, factor] = [this.indices[0]!, this.factors[0]!];
    const value = bound / factor;
    if (isEqual || factor > 0) this.upper[index] = Math.min(this.upper[index]!, value);
    if (isEqual || factor < 0) this.lower[index] = Math.max(this.lower[index]!, value);
  }

  /** Between the places of two terms, the first of which is positive; or the other way round, both negated. */
  private link(from: number, to: number, bound: number): void {
    const [up, down] = [this.factors[from]!, this.factors[to]!];
    this.links.from.push(this.indices[from]!);
    this.links.to.push(this.indices[to]!);
    this.links.gain.push(-up / down);
    this.links.loss.push(-bound / down);
  }
}
