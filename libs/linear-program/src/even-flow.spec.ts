import fc from 'fast-check';
import { evenFlow } from './even-flow.js';
import { type EvenColumn, type EvenColumns, evenFlowProblem } from './even-flow-problem.js';

const flowOf = (columns: EvenColumns): Float64Array => evenFlow(evenFlowProblem(columns));

const column = (entries: EvenColumn['entries'], rest: Partial<EvenColumn> = {}): EvenColumn => ({
  entries,
  lower: 0,
  upper: Infinity,
  weight: 1,
  cost: 0,
  target: 0,
  ...rest,
});

describe('the even flow', () => {
  it('shares a demand in proportion to capacity', () => {
    const flow = flowOf({
      columns: [10, 30].map((upper) => column([[0, 1]], { upper, weight: 1 / upper })),
      rightHandSide: Float64Array.of(8),
    });
    expect(flow[0]).toBeCloseTo(2, 10);
    expect(flow[1]).toBeCloseTo(6, 10);
  });

  it('fills a small seller and leaves the rest to the others', () => {
    const flow = flowOf({
      columns: [column([[0, 1]], { upper: 1 }), column([[0, 1]]), column([[0, 1]])],
      rightHandSide: Float64Array.of(9),
    });
    expect(Array.from(flow, (amount) => Number(amount.toFixed(9)))).toEqual([1, 4, 4]);
  });

  it('prefers the cheaper way when costs are given', () => {
    const flow = flowOf({
      columns: [column([[0, 1]], { upper: 5, cost: 100 }), column([[0, 1]], { upper: 5 })],
      rightHandSide: Float64Array.of(6),
    });
    expect(flow[1]).toBeCloseTo(5, 9);
    expect(flow[0]).toBeCloseTo(1, 9);
  });

  it('tells small shares from one another beside large costs and sellers', () => {
    // Two sellers, one a billion times the other, and two ways each: one costs, so the other is full.
    const sizes = [1e-3, 1e6];
    const way = (from: number, to: number, rest: Partial<EvenColumn>) =>
      column(
        [
          [from, -1],
          [to, 1],
        ],
        { weight: 1 / sizes[from]!, ...rest },
      );
    const flow = flowOf({
      rightHandSide: Float64Array.of(-sizes[0]!, -3, 2.0005, 1.0005),
      columns: [0, 1].flatMap((seller) => [
        way(seller, 2, { cost: 4096 }),
        way(seller, 3, { cost: 4096 + 64 }),
      ]),
    });
    // Both costs are paid whoever sells; who sends more one way, by a billionth part, is the large one.
    const more = 1e-9 / (1 + 1e-9) / 2;
    expect(flow[0]).toBeCloseTo(0.0005 + more, 14);
    expect(flow[1]).toBeCloseTo(0.0005 - more, 14);
    expect(flow[2]).toBeCloseTo(2 - more, 14);
    expect(flow[3]).toBeCloseTo(1 + more, 14);
  });

  it('bears what rounding leaves out of balance, and no more', () => {
    const between = [
      column([
        [0, -1],
        [1, 1],
      ]),
      column([
        [0, -1],
        [1, 1],
      ]),
    ];
    const flowFor = (arriving: number) =>
      flowOf({ columns: between, rightHandSide: Float64Array.of(-8, arriving) });
    expect(flowFor(8 + 1e-8)[0]).toBeCloseTo(4, 7);
    expect(() => flowFor(9)).toThrow('out of balance');
  });

  it('balances every row of a random network and answers the same for shuffled columns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { columns, rightHandSide } = randomNetwork(seed);
        const flow = flowOf({ columns, rightHandSide });
        const residual = Float64Array.from(rightHandSide);
        columns.forEach(({ entries }, index) => {
          for (const [row, value] of entries) residual[row]! -= value * flow[index]!;
        });
        const turned = flowOf({ columns: columns.toReversed(), rightHandSide });
        const apart = flow.map((amount, index) => amount - turned[flow.length - 1 - index]!);
        return [...residual, ...apart].every((difference) => Math.abs(difference) < 1e-11);
      }),
      { numRuns: 200 },
    );
  });

  it('sends nothing round a square of a grid, however many there are', () => {
    const upper = 50;
    const arc = (tail: number, head: number, index: number) =>
      column(
        [
          [tail, -1],
          [head, 1],
        ],
        { lower: -upper, upper, weight: 1 + (index % 7) },
      );
    const places = Array.from({ length: SIDE ** 2 }, (_, place) => place);
    const inside = places.filter((place) => place % SIDE < SIDE - 1 && place < SIDE * (SIDE - 1));
    const columns = [
      ...inside.map((place) => arc(place, place + 1, place)),
      ...inside.map((place) => arc(place, place + SIDE, 3 * place)),
      ...inside.map((place) => arc(place + 1, place + SIDE, 5 * place)),
    ];
    const rightHandSide = Float64Array.from(places, (place) => Number(place === 1));
    rightHandSide[SIDE * (SIDE - 1) - 2] = -1;
    const flow = flowOf({ columns, rightHandSide });
    const dropAt = (index: number) => columns[index]!.weight * flow[index]!;
    const rounds = inside.map(
      (_, index) =>
        dropAt(index) + dropAt(2 * inside.length + index) - dropAt(inside.length + index),
    );
    expect(Math.max(...rounds.map(Math.abs))).toBeLessThan(1e-12);
    expect(Math.max(...flow)).toBeGreaterThan(0.1);
  });
});

/** Of a grid with more rows than a search begins on without looking from the inside first. */
const SIDE = 14;

/** A feasible transport network: sources, a row of nodes in a chain and across, sinks. */
const randomNetwork = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const size = 2 + Math.floor(next() * 8);
  const columns: EvenColumn[] = [];
  const rightHandSide = new Float64Array(size);
  for (let index = 0; index < size * 3; index++) {
    const [tail, head] = [Math.floor(next() * size), Math.floor(next() * size)];
    const upper = 1 + Math.floor(next() * 10);
    const entries: EvenColumn['entries'] =
      tail === head
        ? [[head, 1]]
        : [
            [tail, -1],
            [head, 1 - next() * 0.1],
          ];
    columns.push(column(entries, { upper, weight: 1 / upper }));
    const amount = upper * next();
    for (const [row, value] of entries) rightHandSide[row]! += value * amount;
  }
  return { columns, rightHandSide };
};
