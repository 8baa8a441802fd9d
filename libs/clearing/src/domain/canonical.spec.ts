import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { shuffled, variedCase } from '../testing/random-case.js';
import { clearCase, type Clearing } from './clear.js';
import { bilateralObjective } from './engines/bilateral.js';
import { schedulesOf } from './result/outcome.js';

/** Markets enough to cover every rule and their pairs; the long run takes ten times as many. */
const SEEDS = Array.from(
  { length: process.env['TRUEQUE_LONG'] ? 4000 : 400 },
  (_, index) => index + 1,
);

type Optimal = Extract<Clearing, { status: 'optimal' }>;

describe('random markets that cover every rule', () => {
  let solver: LpSolver;
  let cleared: Map<number, Optimal>;

  beforeAll(async () => {
    solver = await loadHighs();
    const all = SEEDS.map(
      (seed) => [seed, clearCase(variedCase(seed), { engine: 'lp' }, solver)] as const,
    );
    cleared = new Map(
      all.filter((entry): entry is [number, Optimal] => entry[1].status === 'optimal'),
    );
  });

  it('mostly clear', () => {
    expect(cleared.size).toBeGreaterThanOrEqual(SEEDS.length * 0.75);
  });

  it('have the same objective pooled and bilateral', () => {
    const apart = [...cleared].filter(([, { market, objective }]) => {
      const oracle = bilateralObjective(market, solver);
      return Math.abs(objective - oracle) > 1e-9 * Math.max(1, Math.abs(oracle));
    });
    expect(apart.map(([seed]) => seed)).toEqual([]);
  });

  it('carry a proof that the verifier accepts', () => {
    const unproven = [...cleared].filter(([, { certificate }]) =>
      Object.values(certificate).some((miss: number) => !(miss <= 1e-8)),
    );
    expect(unproven.map(([seed]) => seed)).toEqual([]);
  });

  it('give the same hash in whatever order they are said', () => {
    const moved = [...cleared].filter(([seed, { resultHash }]) => {
      const again = clearCase(shuffled(variedCase(seed), seed), { engine: 'lp' }, solver);
      return again.status !== 'optimal' || again.resultHash !== resultHash;
    });
    expect(moved.map(([seed]) => seed)).toEqual([]);
  });

  it('give the same hash when the solver finds another of the optima', () => {
    const moved = [...cleared].filter(([seed, { resultHash }]) => {
      const again = clearCase(variedCase(seed), { engine: 'lp' }, reversed(solver));
      return again.status !== 'optimal' || again.resultHash !== resultHash;
    });
    expect(moved.map(([seed]) => seed)).toEqual([]);
  });

  it('balance every peer in every period to the watt-hour', () => {
    const open = [...cleared].filter(([, { market, outcome }]) =>
      schedulesOf(market, outcome).some((peer) =>
        peer.generationWh.some(
          (generationWh, period) =>
            generationWh + peer.importsWh[period]! + peer.dischargeWh[period]! !==
            peer.exportsWh[period]! + peer.chargeWh[period]! + peer.servedWh[period]!,
        ),
      ),
    );
    expect(open.map(([seed]) => seed)).toEqual([]);
  });

  it('never pay a seller less than its cost under marginal prices, unless it must run', () => {
    const losing = [...cleared].filter(([, { market, network, outcome }]) => {
      if (market.rules.pricing !== 'marginal' || market.rules.tradeCost !== 'export') return false;
      return outcome.trades.some(({ period, seller, sellerPriceMicrosPerKwh }) => {
        const costs = network.periods[period]!.supplies.filter(({ members }) =>
          members.some(({ peer }) => peer === seller),
        ).map(({ cost }) => cost * 1e6);
        const mustRun = market.peers[seller]!.mustRunKwh[period]! > 0;
        return !mustRun && sellerPriceMicrosPerKwh < Math.min(...costs) - 1;
      });
    });
    expect(losing.map(([seed]) => seed)).toEqual([]);
  });
});

/** The same solver shown the columns and rows in the opposite order: it lands on another vertex. */
const reversed = (solver: LpSolver): LpSolver => ({
  ...solver,
  solve: (programme) => {
    const columns = Array.from({ length: programme.columnsCount }, (_, index) => index).reverse();
    const turn = (values: Float64Array) => Float64Array.from(columns, (column) => values[column]!);
    const turnRow = (row: number) => programme.rowsCount - 1 - row;
    const starts = [0];
    const rows: number[] = [];
    const values: number[] = [];
    for (const column of columns) {
      for (let entry = programme.starts[column]!; entry < programme.starts[column + 1]!; entry++) {
        rows.push(turnRow(programme.rows[entry]!));
        values.push(programme.values[entry]!);
      }
      starts.push(rows.length);
    }
    const solution = solver.solve({
      ...programme,
      cost: turn(programme.cost),
      lower: turn(programme.lower),
      upper: turn(programme.upper),
      rightHandSide: programme.rightHandSide.toReversed(),
      starts: Int32Array.from(starts),
      rows: Int32Array.from(rows),
      values: Float64Array.from(values),
    });
    if (solution.status !== 'optimal') return solution;
    return {
      ...solution,
      primal: solution.primal.toReversed(),
      dual: solution.dual.toReversed(),
    };
  },
});
