import { copied, DisjointSets, flags, wholeZeros } from '@trueque/kernel';
import { type LpSolver, ProgrammeBuilder } from '@trueque/linear-program';
import type { AffineClasses, Condition } from './affine-classes.js';
import { solveOrThrow } from './not-proven.js';
import type { PriceBounds } from './price-sweep.js';

/** What the next kWh would cost somewhere comes before what bounds it from nowhere. */
const FIRST = 1000;
/** Bounds so near to one another leave a price no choice. */
const MET = 1e-12;

/**
 * Prices of the classes that hang together by conditions between more than two, found by the solver. Bounds are
 * such that links alone make them no narrower; classes whose bounds have met are no longer in question, and what
 * is left falls apart there.
 */
export class PriceProgramme {
  constructor(
    private readonly classes: Pick<AffineClasses, 'conditions' | 'links'>,
    private readonly solver: LpSolver,
  ) {}

  /** Each answers its own prices for classes in question, and those it is given for the others. */
  least(bounds: PriceBounds, prices: Float64Array): Float64Array {
    return this.solve(bounds, prices, (index) => 1 + chance(index) / 64);
  }

  greatest(bounds: PriceBounds, prices: Float64Array): Float64Array {
    return this.solve(bounds, prices, (index) => -1 - chance(index) / 64);
  }

  settled(bounds: PriceBounds, topless: Uint8Array, prices: Float64Array): Float64Array {
    return this.solve(bounds, prices, (index) => (topless[index] === 1 ? 1 : -FIRST));
  }

  private solve(
    { lower, upper }: PriceBounds,
    prices: Float64Array,
    weightOf: (index: number) => number,
  ): Float64Array {
    const members = this.inQuestion({ lower, upper });
    if (members.length === 0) return prices;
    const rows = new ConditionRows(lower);
    for (const index of members) {
      rows.addPrice(index, { cost: weightOf(index), lower: lower[index]!, upper: upper[index]! });
    }
    const { conditions, links } = this.classes;
    for (const condition of conditions) rows.add(condition);
    links.from.forEach((from, link) => {
      const to = links.to[link]!;
      if (rows.has(from) && rows.has(to)) {
        const terms = [[from, links.gain[link]!] as const, [to, -1] as const];
        rows.add({ isEqual: false, bound: links.loss[link]!, terms });
      }
    });
    const { primal } = solveOrThrow(this.solver, rows.builder.build());
    const answer = copied(prices);
    members.forEach((index, column) => (answer[index] = primal[column]!));
    return answer;
  }

  /** Classes that have a choice, are in a condition of more than two, or joined to one by links. */
  private inQuestion({ lower, upper }: PriceBounds): number[] {
    const { conditions, links } = this.classes;
    const isOpen = flags(lower.length);
    for (let index = 0; index < lower.length; index++) {
      isOpen[index] = Number(upper[index]! - lower[index]! > MET);
    }
    const joined = new DisjointSets(lower.length);
    links.from.forEach((from, link) => {
      const to = links.to[link]!;
      if (isOpen[from] === 1 && isOpen[to] === 1) joined.join(from, to);
    });
    const isAsked = flags(lower.length);
    for (const { terms } of conditions) {
      for (const [index] of terms) if (isOpen[index] === 1) isAsked[joined.leaderOf(index)] = 1;
    }
    return [...isOpen.keys()].filter(
      (index) => isOpen[index] === 1 && isAsked[joined.leaderOf(index)] === 1,
    );
  }
}

/** Mutable: conditions on the prices in question; all others are known. */
class ConditionRows {
  readonly builder = new ProgrammeBuilder();
  private readonly columnOf: Int32Array;

  constructor(private readonly known: Float64Array) {
    this.columnOf = wholeZeros(known.length).fill(-1);
  }

  has(index: number): boolean {
    return this.columnOf[index] !== -1;
  }

  addPrice(index: number, bounds: { cost: number; lower: number; upper: number }): void {
    this.columnOf[index] = this.builder.addColumn({ ...bounds, entries: [] });
  }

  add({ bound, isEqual, terms }: Condition): void {
    const open = terms.filter(([index]) => this.has(index));
    if (open.length === 0) return;
    let left = bound;
    for (const [index, factor] of terms) {
      if (!this.has(index)) left -= factor * this.known[index]!;
    }
    const row = this.builder.addRow(left);
    for (const [index, factor] of open) this.builder.addEntry(this.columnOf[index]!, row, factor);
    if (!isEqual) this.builder.addColumn({ entries: [[row, 1]] });
  }
}

/** A number in [0, 1) for an index: any positive weights find the same ends of a lattice. */
const chance = (index: number): number => (index * 0.618033988749895) % 1;
