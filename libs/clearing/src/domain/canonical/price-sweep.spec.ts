import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { variedCase, withoutStorage } from '../../testing/random-case.js';
import { clearCase } from '../clear.js';
import { type AffineClasses, affineClasses, type Condition } from './affine-classes.js';
import { NotProven } from './not-proven.js';
import { PriceEnds } from './price-ends.js';
import { PriceProgramme } from './price-programme.js';
import { sensesOf } from './price-senses.js';
import { type PriceBounds, PriceSweep } from './price-sweep.js';

const FAR = 1e6;
/** Markets where a limit that several ways share ties more than two prices. */
const SHARED_LIMITS = [183, 651, 701, 761, 775];

const boundsOf = ({ lower, upper }: Pick<AffineClasses, 'lower' | 'upper'>): PriceBounds => ({
  lower: lower.map((value) => Math.max(-FAR, value)),
  upper: upper.map((value) => Math.min(FAR, value)),
});

describe('the ends of prices, swept', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  const classesOf = (seed: number): AffineClasses[] => {
    const clearing = clearCase(withoutStorage(variedCase(seed)), { engine: 'auto' }, solver);
    if (clearing.status !== 'optimal') return [];
    const { network, optimum } = clearing;
    const senses = sensesOf(network.programme, optimum.flow);
    return [affineClasses(network.programme, senses)];
  };

  /** Links written as the solver is told of conditions, so that it is asked about all classes at once. */
  const asConditions = ({ conditions, links }: AffineClasses) => ({
    links: { from: [], to: [], gain: [], loss: [] },
    conditions: [
      ...conditions,
      ...links.from.map((from, link): Condition => {
        const terms = [[from, links.gain[link]!] as const, [links.to[link]!, -1] as const];
        return { isEqual: false, bound: links.loss[link]!, terms };
      }),
    ],
  });

  it('are those that the solver finds, on random markets of every rule', () => {
    const seeds = [...Array.from({ length: 150 }, (_, index) => index + 1), ...SHARED_LIMITS];
    const all = seeds.flatMap(classesOf);
    expect(all.length).toBeGreaterThan(75);
    expect(all.filter(({ conditions }) => conditions.length > 0).length).toBeGreaterThan(5);
    for (const classes of all) {
      const [ends, bounds] = [new PriceEnds(classes, solver), boundsOf(classes)];
      const programme = new PriceProgramme(asConditions(classes), solver);
      for (const end of ['least', 'greatest'] as const) {
        const found = ends[end](bounds);
        const solved = programme[end](bounds, found);
        const missed = found.map((price, index) => Math.abs(price - solved[index]!));
        expect(Math.max(0, ...missed)).toBeLessThan(1e-7);
      }
    }
  });

  it('close in on a price that a loss draws together', () => {
    // a ≤ 0.9 b and b ≤ 0.9 a + 1: at most b = 1 ÷ 0.19, a = 0.9 b.
    const links = { from: [0, 1], to: [1, 0], gain: [1 / 0.9, 1 / 0.9], loss: [0, 1 / 0.9] };
    const bounds = { lower: new Float64Array(2), upper: new Float64Array([FAR, FAR]) };
    const [a, b] = new PriceSweep(2, links).greatest(bounds);
    expect(b).toBeCloseTo(1 / 0.19, 9);
    expect(a).toBeCloseTo(0.9 / 0.19, 9);
  });

  it('are none where conditions contradict one another', () => {
    const links = { from: [0, 1], to: [1, 0], gain: [1, 1], loss: [-1, -1] };
    const bounds = { lower: new Float64Array(2), upper: new Float64Array([9, 9]) };
    expect(() => new PriceSweep(2, links).least(bounds)).toThrow(NotProven);
  });

  it('leave a price that nothing bounds at its least, after the others are at their greatest', () => {
    const links = { from: [0], to: [1], gain: [1], loss: [0.5] };
    const bounds = { lower: new Float64Array(2), upper: new Float64Array([3, FAR]) };
    const settled = new PriceSweep(2, links).settled(bounds, Uint8Array.of(0, 1));
    expect([...settled]).toEqual([3, 2.5]);
  });
});
