import { basisOf, type LpSolver } from '@trueque/linear-program';
import { NotProven } from '../canonical/not-proven.js';
import type { Clearing, OptimalClearing } from '../clear.js';
import type { Verdict } from './verdict.js';

/** Objectives nearer than this, as a share, are the same. */
const SAME = 1e-9;

/**
 * Hands a solver the whole pooled programme and the basis of a result, and lets it prove the optimum in few
 * steps or none: least prices make the basis, since those in the middle of their bounds are no corner.
 */
export const verdictOn = (
  { network, objective, optimum }: Pick<OptimalClearing, 'network' | 'objective' | 'optimum'>,
  judge: LpSolver,
): Verdict => {
  const { flow, potentials } = optimum;
  const basis = basisOf(network.programme, { primal: flow, dual: potentials.least });
  const answer = judge.solve(network.programme, basis);
  if (answer.status !== 'optimal') {
    const verdict = answer.status === 'not-proven' ? 'undecided' : 'contradicted';
    return { verdict, detail: answer.detail, iterationsCount: 0 };
  }
  const miss = Math.abs(answer.objective - objective) / Math.max(1, Math.abs(objective));
  return {
    verdict: miss <= SAME ? 'confirmed' : 'contradicted',
    detail: `objective ${answer.objective} after ${answer.iterationsCount} iterations`,
    iterationsCount: answer.iterationsCount,
  };
};

/** A clearing with what the judge says of it. Throws `NotProven` where the judge has proven another result. */
export const judged = (clearing: Clearing, judge: LpSolver): Clearing => {
  if (clearing.status !== 'optimal') return clearing;
  const verdict = verdictOn(clearing, judge);
  if (verdict.verdict !== 'contradicted') return { ...clearing, verdict };
  throw new NotProven(`the judge contradicts ${clearing.objective}: ${verdict.detail}`);
};
