import { clearCase, type ClearingStep, type Verdict, verdictOn } from '@trueque/clearing';
import type { CaseFile } from '@trueque/contracts';
import type { LpSolver } from '@trueque/linear-program';

/** Seconds that each part of a clearing takes; together they are the total. */
export interface ClearingTimes {
  readonly build: number;
  /** From the programme to optimal prices. */
  readonly solve: number;
  /** Ties, prices, whole watt-hours, trades, hashes; the solver's further calls included. */
  readonly canonicalise: number;
  readonly certify: number;
  readonly total: number;
}

/** Clears once and times its parts. */
export const measureClearing = (file: CaseFile, solver: LpSolver): ClearingTimes => {
  const at = new Map<ClearingStep, number>();
  const from = performance.now();
  const clearing = clearCase(
    file,
    { engine: 'auto', reached: (step) => at.set(step, performance.now()) },
    solver,
  );
  const to = performance.now();
  if (clearing.status !== 'optimal') throw new Error(`${file.name} is ${clearing.status}`);
  const [built, solved, canonical] = [at.get('built')!, at.get('solved')!, at.get('canonical')!];
  return inSeconds({
    build: built - from,
    solve: solved - built,
    canonicalise: canonical - solved,
    certify: to - canonical,
    total: to - from,
  });
};

/** What the judge says of a market's result, and how long it takes. */
export interface JudgeTimes extends Verdict {
  readonly seconds: number;
}

export const measureJudge = (file: CaseFile, solver: LpSolver): JudgeTimes => {
  const clearing = clearCase(file, { engine: 'auto' }, solver);
  if (clearing.status !== 'optimal') throw new Error(`${file.name} is ${clearing.status}`);
  const from = performance.now();
  const verdict = verdictOn(clearing, solver);
  return { ...verdict, seconds: (performance.now() - from) / 1000 };
};

/** How many times its load a market cannot serve. */
const FAR_TOO_MUCH = 30;

/** Seconds to find that a market without its main grid cannot serve so much more load, and to say why. */
export const measureExplanation = (file: CaseFile, solver: LpSolver): number => {
  const more = (load: CaseFile['peers'][number]['load'] = 0) =>
    typeof load === 'number' ? load * FAR_TOO_MUCH : load.map((each) => each * FAR_TOO_MUCH);
  const peers = file.peers
    .filter(({ role }) => role !== 'grid')
    .map((peer) => ({ ...peer, load: more(peer.load) }));
  const from = performance.now();
  const clearing = clearCase({ ...file, peers }, { engine: 'auto' }, solver);
  if (clearing.status !== 'infeasible') throw new Error(`${file.name} can serve everybody`);
  return (performance.now() - from) / 1000;
};

/** Seconds the solver alone takes on the pooled programme: what a clearing through it cannot stay below. */
export const measureSolver = (
  file: CaseFile,
  clearingSolver: LpSolver,
  solver: LpSolver,
): number => {
  const clearing = clearCase(file, { engine: 'auto' }, clearingSolver);
  if (clearing.status !== 'optimal') throw new Error(`${file.name} is ${clearing.status}`);
  const from = performance.now();
  const { status } = solver.solve(clearing.network.programme);
  if (status !== 'optimal') throw new Error(`the solver alone answers ${status}`);
  return (performance.now() - from) / 1000;
};

const inSeconds = (times: ClearingTimes): ClearingTimes => ({
  build: times.build / 1000,
  solve: times.solve / 1000,
  canonicalise: times.canonicalise / 1000,
  certify: times.certify / 1000,
  total: times.total / 1000,
});
