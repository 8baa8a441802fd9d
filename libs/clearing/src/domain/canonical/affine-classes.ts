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
  const terms: [number, number][] = [];
  for (let column = 0; column < programme.columnsCount; column++) {
    const sense = senses[column];
    if (sense === SENSE.none) continue;
    // At least becomes at most by its opposite.
    const sign = sense === SENSE.atLeast ? -1 : 1;
    let bound = sign * programme.cost[column]!;
    terms.length = 0;
    for (let entry = programme.starts[column]!; entry < programme.starts[column + 1]!; entry++) {
      const row = programme.rows[entry]!;
      const coefficient = sign * programme.values[entry]!;
      bound -= coefficient * shift[row]!;
      if (classOf[row]! >= 0) addTerm(terms, classOf[row]!, coefficient * factor[row]!);
    }
    left.add(terms, bound, sense === SENSE.equal);
  }
  return {
    ...{ count, classOf, lower: left.lower, upper: left.upper },
    ...{ links: left.links, conditions: left.conditions },
    expand: (prices) =>
      shift.map((known, row) =>
        classOf[row]! < 0 ? known : factor[row]! * prices[classOf[row]!]! + known,
      ),
  };
};

/** Roots numbered in the order of their first rows. */
const numbered = (roots: Int32Array) => {
  const numberOf = new Int32Array(roots.length).fill(-1);
  let count = 0;
  const classOf = roots.map((root) => {
    if (root < 0) return root;
    if (numberOf[root] === -1) numberOf[root] = count++;
    return numberOf[root]!;
  });
  return { classOf, count };
};

const addTerm = (terms: [number, number][], index: number, factor: number): void => {
  const known = terms.find((term) => term[0] === index);
  if (known === undefined) terms.push([index, factor]);
  else known[1] += factor;
};

const NEGLIGIBLE = 1e-12;

/** Mutable: sorts conditions by how many classes they speak of. */
class LeftConditions {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly links: PriceLinks = { from: [], to: [], gain: [], loss: [] };
  readonly conditions: Condition[] = [];

  constructor(count: number) {
    this.lower = new Float64Array(count).fill(-Infinity);
    this.upper = new Float64Array(count).fill(Infinity);
  }

  add(all: readonly (readonly [number, number])[], bound: number, isEqual: boolean): void {
    const terms = all.filter(([, factor]) => Math.abs(factor) > NEGLIGIBLE);
    const [one, other] = terms;
    if (one === undefined) return;
    if (other === undefined) this.tighten(one, bound, isEqual);
    else if (terms.length === 2 && !isEqual && one[1] > 0 !== other[1] > 0) {
      if (one[1] > 0) this.link(one, other, bound);
      else this.link(other, one, bound);
    } else this.conditions.push({ isEqual, bound, terms: terms.map(([a, b]) => [a, b] as const) });
  }

  private tighten([index, factor]: readonly [number, number], bound: number, isEqual: boolean) {
    const value = bound / factor;
    if (isEqual || factor > 0) this.upper[index] = Math.min(this.upper[index]!, value);
    if (isEqual || factor < 0) this.lower[index] = Math.max(this.lower[index]!, value);
  }

  private link(
    [from, up]: readonly [number, number],
    [to, down]: readonly [number, number],
    bound: number,
  ): void {
    this.links.from.push(from);
    this.links.to.push(to);
    this.links.gain.push(-up / down);
    this.links.loss.push(-bound / down);
  }
}
