import type { ClearingAnswer } from '@trueque/contracts';
import type { LpSolver } from '@trueque/linear-program';

/**
 * A solver that is timed, and the times so far: `buildMs` until it was first called, `solveMs` inside
 * its first call (the market itself; later ones settle ties and prices), `totalMs` in all.
 */
export const stopwatchAround = (
  solver: LpSolver,
): { readonly solver: LpSolver; timing(): ClearingAnswer['timing'] } => {
  const started = performance.now();
  let first: { readonly at: number; readonly endedAt: number } | undefined;
  return {
    solver: {
      ...solver,
      solve: (programme) => {
        const at = performance.now();
        const solution = solver.solve(programme);
        first ??= { at, endedAt: performance.now() };
        return solution;
      },
    },
    timing: () => ({
      buildMs: rounded((first?.at ?? started) - started),
      solveMs: rounded(first === undefined ? 0 : first.endedAt - first.at),
      totalMs: rounded(performance.now() - started),
    }),
  };
};

const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
