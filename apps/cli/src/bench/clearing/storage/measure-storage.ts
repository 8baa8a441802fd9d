import { type Clearing, LastDays } from '@trueque/clearing';
import type { CaseFile } from '@trueque/contracts';
import type { LpSolver } from '@trueque/linear-program';

/** Seconds that each stage of one clearing took, and all of them. */
export type StageSeconds = Readonly<
  Record<'build' | 'solve' | 'canonicalise' | 'certify' | 'total', number>
>;

const STAGE_OF = { built: 'build', solved: 'solve', canonical: 'canonicalise' } as const;

/** Clears once, as a service's thread that remembers these days would, and looks at the clock after every stage. */
export const measureStages = (
  file: CaseFile,
  solver: LpSolver,
  lastDays = new LastDays(),
): {
  readonly clearing: Extract<Clearing, { status: 'optimal' }>;
  readonly seconds: StageSeconds;
} => {
  const seconds = { build: 0, solve: 0, canonicalise: 0, certify: 0, total: 0 };
  const started = performance.now();
  let before = started;
  const reached = (step: keyof typeof STAGE_OF): void => {
    const now = performance.now();
    seconds[STAGE_OF[step]] = (now - before) / 1000;
    before = now;
  };
  const clearing = lastDays.clear(file, { market: 'measured', solver, reached });
  // What comes after the canonical result is the proof.
  seconds.certify = (performance.now() - before) / 1000;
  seconds.total = (performance.now() - started) / 1000;
  if (clearing.status !== 'optimal') throw new Error(`${file.name} is ${clearing.status}`);
  return { clearing, seconds };
};
