import fc from 'fast-check';
import { evenFlow } from './even-flow.js';
import { type EvenColumn, type EvenFlowProblem, evenFlowProblem } from './even-flow-problem.js';
import { gatherAlike } from './even-gathering.js';
import { evenMesh } from './even-mesh.js';

const POOLS = 3;

/** A seller of so much, and what its ways to pools cost. */
interface Seller {
  readonly amount: number;
  readonly costs: readonly number[];
  readonly upper?: number;
}

/** Pools are the first rows, sellers the rest; pools take what comes, at a price that rises. */
const marketOf = (sellers: readonly Seller[]): EvenFlowProblem => {
  const terms = { lower: 0, upper: Infinity, target: 0, cost: 0 };
  const taken = Array.from({ length: POOLS }, (_, pool): EvenColumn => {
    return { ...terms, weight: 0.1 * (pool + 1), entries: [[pool, -1]] };
  });
  const ways = sellers.flatMap(({ amount, costs, upper = Infinity }, seller) =>
    costs.map((cost, pool): EvenColumn => {
      const entries: EvenColumn['entries'] = [
        [POOLS + seller, -1],
        [pool, 1],
      ];
      return { ...terms, upper, weight: 1 / amount, cost, entries };
    }),
  );
  const asked = [...taken.map(() => 0), ...sellers.map(({ amount }) => -amount)];
  return evenFlowProblem({
    columns: [...taken, ...ways],
    rightHandSide: Float64Array.from(asked),
  });
};

const columnsCount = (sellers: readonly Seller[]): number =>
  gatherAlike(marketOf(sellers)).cost.length - POOLS;

describe('rows that are alike', () => {
  it('are one row of all they ask for together, and each gets its part of the answer', () => {
    const problem = marketOf([1, 2, 5].map((amount) => ({ amount, costs: [0, 2] })));
    const gathered = gatherAlike(problem);
    expect(gathered.rightHandSide).toEqual(Float64Array.of(0, 0, 0, -8, 0, 0));
    expect([...gathered.weight.slice(POOLS)]).toEqual([1 / 8, 1 / 8]);
    const expanded = gathered.expand(Float64Array.of(6, 2, 0, 6, 2));
    expect([...expanded]).toEqual([6, 2, 0, 0.75, 0.25, 1.5, 0.5, 3.75, 1.25]);
  });

  it('are told apart by cost, by where their columns go, and by bounds that do not grow with them', () => {
    expect(columnsCount([1, 2].map((amount) => ({ amount, costs: [0, amount] })))).toBe(4);
    expect(
      columnsCount([1, 2].map((amount) => ({ amount, costs: [0, 0].slice(amount - 1) }))),
    ).toBe(3);
    expect(columnsCount([1, 2].map((amount) => ({ amount, costs: [0, 0], upper: 2 })))).toBe(4);
    const [unbounded, bounded] = [
      { amount: 1, costs: [0] },
      { amount: 2, costs: [0], upper: 2 },
    ];
    expect(columnsCount([unbounded, bounded])).toBe(2);
    expect(columnsCount([bounded, unbounded])).toBe(2);
    expect(columnsCount([1, 2].map((amount) => ({ amount, costs: [0, 0], upper: amount })))).toBe(
      2,
    );
  });

  it('get what a search that knows them one by one gives them', () => {
    const seller = fc.record({
      amount: fc.double({ min: 0.01, max: 50, noNaN: true }),
      costs: fc.constantFrom([0, 0, 0], [0, 1, 2], [3, 0], [2]),
    });
    fc.assert(
      fc.property(fc.array(seller, { minLength: 2, maxLength: 20 }), (sellers) => {
        const problem = marketOf(sellers);
        const [flow, oneByOne] = [evenFlow(problem), evenMesh(problem)];
        return flow.every((amount, column) => Math.abs(amount - oneByOne[column]!) < 1e-10);
      }),
      { numRuns: 200 },
    );
  });
});
