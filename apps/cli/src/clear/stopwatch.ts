import type { ClearingStep } from '@trueque/clearing';
import type { ClearingAnswer } from '@trueque/contracts';

/** A watch on one clearing: what tells it of steps, and the times so far. */
export interface Stopwatch {
  readonly reached: (step: ClearingStep) => void;
  /** `buildMs` until the programme is built, `solveMs` from there to optimal prices, `totalMs` in all. */
  timing(): ClearingAnswer['timing'];
}

export const startStopwatch = (): Stopwatch => {
  const started = performance.now();
  const at: Partial<Record<ClearingStep, number>> = {};
  return {
    reached: (step) => (at[step] = performance.now()),
    timing: () => {
      const { built = started, solved = built } = at;
      return {
        buildMs: rounded(built - started),
        solveMs: rounded(solved - built),
        totalMs: rounded(performance.now() - started),
      };
    },
  };
};

const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
