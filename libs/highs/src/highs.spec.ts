import {
  basisOf,
  type LinearProgram,
  type LpSolver,
  ProgrammeBuilder,
} from '@trueque/linear-program';
import { loadHighs } from './index.js';

/** `wanted` kWh of one good, from sellers with a limit and a cost each. */
const market = (wanted: number, ...sellers: readonly (readonly [max: number, cost: number])[]) => {
  const builder = new ProgrammeBuilder();
  const demand = builder.addRow(wanted);
  for (const [upper, cost] of sellers) builder.addColumn({ cost, upper, entries: [[demand, 1]] });
  return builder.build();
};

describe('HiGHS', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  it('tells its name and version, which every result carries', () => {
    expect(solver).toMatchObject({
      name: 'HiGHS',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  });

  it('answers an optimum with quantities and the price of the row', () => {
    const solution = solver.solve(market(14, [10, 1], [10, 3]));
    if (solution.status !== 'optimal') throw new Error(solution.detail);
    expect([...solution.primal]).toEqual([10, 4]);
    expect([...solution.dual]).toEqual([3]);
    expect(solution.objective).toBe(22);
  });

  it('tells infeasible from unbounded', () => {
    expect(solver.solve(market(14, [3, 1])).status).toBe('infeasible');
    const builder = new ProgrammeBuilder();
    builder.addColumn({ cost: -1, entries: [] });
    expect(solver.solve(builder.build()).status).toBe('unbounded');
  });

  it('gives its memory back: a thousand solves leave it where it was', () => {
    const programme: LinearProgram = market(
      50,
      ...Array.from({ length: 60 }, (_, i) => [1, i] as const),
    );
    for (let round = 0; round < 50; round++) solver.solve(programme);
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 1000; round++) solver.solve(programme);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });

  it('takes no step from the basis of an optimum, and many from nowhere', () => {
    const builder = new ProgrammeBuilder();
    const hours = Array.from({ length: 40 }, (_, hour) => builder.addRow(3.5 + hour / 100));
    const state = builder.addRow(0);
    hours.forEach((row, hour) => {
      for (let offer = 0; offer < 6; offer++)
        builder.addColumn({ cost: offer + ((7 * hour) % 5), upper: 1, entries: [[row, 1]] });
      builder.addColumn({
        upper: 1,
        entries: [
          [row, 1],
          [state, -1],
        ],
      });
      builder.addColumn({
        upper: 1,
        entries: [
          [row, -1],
          [state, 1],
        ],
      });
    });
    const programme = builder.build();
    const cold = solver.solve(programme);
    if (cold.status !== 'optimal') throw new Error(cold.detail);
    const warm = solver.solve(programme, basisOf(programme, cold));
    if (warm.status !== 'optimal') throw new Error(warm.detail);
    expect(warm.objective).toBeCloseTo(cold.objective, 9);
    expect([cold.iterationsCount > 10, warm.iterationsCount]).toEqual([true, 0]);
  });
});
