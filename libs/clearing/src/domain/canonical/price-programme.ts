import { type LpSolver, ProgrammeBuilder } from '@trueque/linear-program';
import type { AffineClasses } from './affine-classes.js';
import { solveOrThrow } from './not-proven.js';
import type { PriceBounds } from './price-sweep.js';

/** What the next kWh would cost somewhere comes before what bounds it from nowhere. */
const FIRST = 1000;

/** Prices of the classes that hang together by conditions between more than two, found by the solver. */
export class PriceProgramme {
  /** Of the classes, those in question. */
  private readonly members: readonly number[];

  constructor(
    private readonly classes: Pick<AffineClasses, 'conditions' | 'links'>,
    isMember: Uint8Array,
    private readonly solver: LpSolver,
  ) {
    this.members = [...isMember.keys()].filter((index) => isMember[index] === 1);
  }

  /** Each writes its answer over that for the other classes. */
  least(bounds: PriceBounds, prices: Float64Array): Float64Array {
    return this.solve(bounds, prices, (index) => 1 + chance(index) / 64);
  }

  greatest(bounds: PriceBounds, prices: Float64Array): Float64Array {
    return this.solve(bounds, prices, (index) => -1 - chance(index) / 64);
  }

  settled(bounds: PriceBounds, topless: Uint8Array, prices: Float64Array): Float64Array {
    const { lower, upper } = bounds;
    return this.solve(bounds, prices, (index) => {
      if (lower[index] === upper[index]) return 0;
      return topless[index] === 1 ? 1 : -FIRST;
    });
  }

  private solve(
    { lower, upper }: PriceBounds,
    prices: Float64Array,
    weightOf: (index: number) => number,
  ): Float64Array {
    if (this.members.length === 0) return prices;
    const builder = new ProgrammeBuilder();
    const columnOf = new Map<number, number>();
    for (const index of this.members) {
      const bounds = { lower: lower[index]!, upper: upper[index]! };
      columnOf.set(index, builder.addColumn({ cost: weightOf(index), ...bounds, entries: [] }));
    }
    const addRow = (
      terms: readonly (readonly [index: number, factor: number])[],
      bound: number,
      isEqual = false,
    ): void => {
      const row = builder.addRow(bound);
      for (const [index, factor] of terms) builder.addEntry(columnOf.get(index)!, row, factor);
      if (!isEqual) builder.addColumn({ entries: [[row, 1]] });
    };
    const { conditions, links } = this.classes;
    links.from.forEach((from, link) => {
      const gain = links.gain[link]!;
      addRow(
        [
          [from, gain],
          [links.to[link]!, -1],
        ],
        links.loss[link]!,
      );
    });
    for (const { bound, isEqual, terms } of conditions) addRow(terms, bound, isEqual);
    const { primal } = solveOrThrow(this.solver, builder.build());
    this.members.forEach((index, column) => (prices[index] = primal[column]!));
    return prices;
  }
}

/** A number in [0, 1) for an index: any positive weights find the same ends of a lattice. */
const chance = (index: number): number => (index * 0.618033988749895) % 1;
