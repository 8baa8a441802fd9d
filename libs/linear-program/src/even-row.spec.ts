import { evenFlow } from './even-flow.js';
import { type EvenColumn, type EvenColumns, evenFlowProblem } from './even-flow-problem.js';
import { evenRow } from './even-row.js';

const flowOf = (columns: EvenColumns): Float64Array => evenFlow(evenFlowProblem(columns));

const part = (upper: number, rest: Partial<Parameters<typeof evenRow>[0][number]> = {}) => ({
  value: 1,
  lower: 0,
  upper,
  weight: 1 / upper,
  cost: 0,
  target: 0,
  ...rest,
});

describe('a row that is shared', () => {
  it('gives everybody the same share of what they have', () => {
    expect([...evenRow([part(10), part(30)], 20)]).toEqual([5, 15]);
  });

  it('lets what adds and what takes away meet', () => {
    const [seller, bid] = evenRow([part(10), part(10, { value: -1 })], 4);
    expect(seller! - bid!).toBeCloseTo(4, 12);
    expect(seller).toBeCloseTo(4, 12);
  });

  it('fills who has least first, and shares the rest', () => {
    const parts = [part(1, { weight: 1 }), part(9, { weight: 1 }), part(9, { weight: 1 })];
    expect([...evenRow(parts, 9)]).toEqual([1, 4, 4]);
  });

  it('lets a way without weight carry what is left, forwards or back', () => {
    const free = { weight: 0, upper: Infinity };
    expect([...evenRow([part(10), part(1, free)], 25)]).toEqual([0, 25]);
    expect([...evenRow([part(10), part(1, { ...free, value: -1 })], 4)]).toEqual([4, 0]);
  });

  it('gives nothing more than there is', () => {
    expect([...evenRow([part(2), part(3)], 9)]).toEqual([2, 3]);
  });
});

describe('an even flow that folds', () => {
  const column = (entries: EvenColumn['entries'], rest: Partial<EvenColumn> = {}): EvenColumn => ({
    ...{ entries, lower: 0, upper: Infinity, weight: 0, target: 0, cost: 0 },
    ...rest,
  });
  const share = (upper: number) => ({ upper, weight: 1 / upper });

  /** What each seller in two pools brings to a hub that asks for 12; the way of the first pool carries so much. */
  const pooled = (firstWay: number) => {
    const way = (pool: number, upper: number) =>
      column([[pool, -1] as const, [0, -1] as const], { upper });
    const flow = flowOf({
      rightHandSide: Float64Array.of(-12, 0, 0),
      columns: [
        ...[10, 20].map((upper) => column([[1, 1]], share(upper))),
        ...[10, 40].map((upper) => column([[2, 1]], share(upper))),
        ...[way(1, firstWay), way(2, Infinity)],
      ],
    });
    return [...flow.slice(0, 4)].map((amount) => Number(amount.toFixed(9)));
  };

  it('shares over pools that hang on one hub as if they were one place', () => {
    expect(pooled(Infinity)).toEqual([1.5, 3, 1.5, 6]);
  });

  it('keeps a pool within what its way can carry', () => {
    expect(pooled(3)).toEqual([1, 2, 1.8, 7.2]);
  });

  it('counts ways side by side as one', () => {
    const ways = [4, 5].map((upper) =>
      column(
        [
          [0, -1],
          [1, 1],
        ],
        { upper },
      ),
    );
    const flow = flowOf({
      rightHandSide: Float64Array.of(0, 6),
      columns: [...[6, 12].map((upper) => column([[0, 1]], share(upper))), ...ways],
    });
    expect([...flow.slice(0, 2)].map((x) => Number(x.toFixed(9)))).toEqual([2, 4]);
    expect(flow[2]! + flow[3]!).toBeCloseTo(6, 12);
  });
});
