import { clearCase } from '@trueque/clearing';
import type { CaseFile } from '@trueque/contracts';
import { certify, type LpSolver } from '@trueque/linear-program';

/** Seconds that each part of a clearing takes; together they are the total. */
export interface ClearingTimes {
  readonly build: number;
  /** The first call of the solver: the market itself. */
  readonly solve: number;
  /** Ties, prices, whole watt-hours, trades, hashes; the solver's further calls included. */
  readonly canonicalise: number;
  readonly certify: number;
  readonly total: number;
  /** The solver alone on the pooled programme: what no clearing through it can stay below. */
  readonly floor: number;
}

/** Clears once and times its parts; then the solver alone, on the same programme. */
export const measureClearing = (file: CaseFile, solver: LpSolver): ClearingTimes => {
  const calls: { readonly from: number; readonly to: number }[] = [];
  const timed: LpSolver = {
    ...solver,
    solve: (programme) => {
      const from = performance.now();
      const solution = solver.solve(programme);
      calls.push({ from, to: performance.now() });
      return solution;
    },
  };
  const from = performance.now();
  const clearing = clearCase(file, { engine: 'auto' }, timed);
  const to = performance.now();
  if (clearing.status !== 'optimal') throw new Error(`${file.name} is ${clearing.status}`);
  const { network, optimum } = clearing;
  const first = calls[0] ?? { from: to, to };
  const certifyMs = elapsed(() =>
    certify(network.programme, optimum.flow, optimum.potentials.price),
  );
  return inSeconds({
    build: first.from - from,
    solve: first.to - first.from,
    canonicalise: to - first.to - certifyMs,
    certify: certifyMs,
    total: to - from,
    floor: elapsed(() => solver.solve(network.programme)),
  });
};

const elapsed = (work: () => unknown): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

const inSeconds = (times: ClearingTimes): ClearingTimes => ({
  build: times.build / 1000,
  solve: times.solve / 1000,
  canonicalise: times.canonicalise / 1000,
  certify: times.certify / 1000,
  total: times.total / 1000,
  floor: times.floor / 1000,
});
