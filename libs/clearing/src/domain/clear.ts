import type { CaseFile, ClearingAnswer } from '@trueque/contracts';
import {
  type Basis,
  certify,
  type Certificate,
  type LpSolver,
  preciseDot,
  provenObjective,
} from '@trueque/linear-program';
import { canonicalOptimum, type CanonicalOptimum } from './canonical/canonical-optimum.js';
import { NotProven } from './canonical/not-proven.js';
import { canCouple, couple, type Coupled } from './coupling/couple.js';
import { bilateralObjective } from './engines/bilateral.js';
import { explainInfeasibility } from './explain/explain.js';
import { formulate } from './formulation/formulate.js';
import type { Network } from './formulation/network.js';
import { inputHash } from './market/input-hash.js';
import type { Verdict } from './judge/verdict.js';
import type { Market } from './market/market.js';
import { normalise } from './market/normalise.js';
import type { Outcome } from './result/outcome.js';
import { outcomeOf } from './result/outcome-of.js';
import { resultHash } from './result/result-hash.js';
import type { CarriedBasis } from './storage/carried-basis.js';
import { type Method, solveNetwork } from './storage/solve-network.js';

/** `auto` takes the fastest engine that applies; all of them land on the same result. */
export const ENGINES = ['auto', 'lp', 'coupling', 'bilateral'] as const;
export type Engine = (typeof ENGINES)[number];

export interface Cleared {
  readonly market: Market;
  /** `districts`: coupled as well, by several processes that told one another curves and prices. */
  readonly engine: Exclude<Engine, 'auto'> | Method | 'districts';
  readonly solver: Pick<LpSolver, 'name' | 'version' | 'options'>;
  /** SHA-256 of the canonical case: the same input, the same hash, in whatever order it came. */
  readonly inputHash: string;
}

/** A market cleared with proof, or the reason why it cannot be. */
export type Clearing =
  | OptimalClearing
  | (Cleared & {
      readonly status: 'infeasible';
      readonly explanation: NonNullable<ClearingAnswer['explanation']>;
    });

export interface OptimalClearing extends Cleared {
  readonly status: 'optimal';
  readonly network: Network;
  readonly objective: number;
  readonly optimum: CanonicalOptimum;
  readonly outcome: Outcome;
  readonly resultHash: string;
  readonly certificate: Certificate;
  /** Where a judge was asked. */
  readonly verdict?: Verdict;
  /** Where the solver ended, for the next day to start from. */
  readonly basis?: Basis | undefined;
}

export interface ClearingOptions {
  readonly engine: Engine;
  /** Where an earlier day of the same market ended: a hint, which no result depends on. */
  readonly carried?: CarriedBasis | undefined;
  /** Told when a step is done, for whoever holds the watch. */
  readonly reached?: (step: ClearingStep) => void;
}

export type ClearingStep = 'built' | 'solved' | 'canonical';

/**
 * Clears one auction: formulate, solve, canonicalise, price, round, prove. Pure but for the solver it
 * is given; throws `NotProven` where the solver stops without a proven optimum.
 */
export const clearCase = (
  file: CaseFile,
  { carried, engine, reached = () => undefined }: ClearingOptions,
  solver: LpSolver,
): Clearing => {
  const market = normalise(file);
  const network = formulate(market);
  reached('built');
  const { method, solution } = solve(network, { carried, engine }, solver);
  reached('solved');
  const cleared = clearedBy(method, market, solver);
  if (solution.status === 'infeasible') {
    return { ...cleared, status: 'infeasible', explanation: explainInfeasibility(network, solver) };
  }
  if (solution.status !== 'optimal') throw new NotProven(solution.detail);
  const optimum = canonicalOptimum(network, solution, solver);
  const objective =
    cleared.engine === 'bilateral'
      ? bilateralObjective(market, solver)
      : objectiveOf(network, solution.primal, optimum);
  const found = optimal(cleared, { network, optimum, objective, reached });
  return { ...found, basis: solution.basis };
};

/** With batteries there are many ways to an optimum, and all must say the same to the last digit. */
const objectiveOf = (
  { batteries, programme }: Network,
  vertex: Float64Array,
  { flow, potentials }: CanonicalOptimum,
): number =>
  batteries.length > 0
    ? provenObjective(programme, flow, potentials.price)
    : // The solver's own vertex: its digits are cleaner than those of shared ties.
      preciseDot(programme.cost, vertex);

/** Who clears a market, by which engine. */
export const clearedBy = (
  engine: Cleared['engine'],
  market: Market,
  solver: LpSolver,
): Cleared => ({
  market,
  engine,
  solver: { name: solver.name, version: solver.version, options: solver.options },
  inputHash: inputHash(market),
});

interface Found {
  readonly network: Network;
  readonly optimum: CanonicalOptimum;
  readonly objective: number;
  readonly reached: NonNullable<ClearingOptions['reached']>;
}

/** Writes an optimum out in whole numbers, with its hash and its proof. */
export const optimal = (
  cleared: Cleared,
  { network, objective, optimum, reached }: Found,
): OptimalClearing => {
  const outcome = outcomeOf(network, optimum.flow, optimum.potentials);
  const hash = resultHash(cleared.market, outcome);
  reached('canonical');
  return {
    ...cleared,
    status: 'optimal',
    network,
    objective,
    optimum,
    outcome,
    resultHash: hash,
    certificate: certify(network.programme, optimum.flow, optimum.potentials.price),
  };
};

/** Asked for an engine that cannot clear such a market. */
export class EngineDoesNotApply extends Error {
  override readonly name = 'EngineDoesNotApply';
}

/** Coupling is the fastest wherever it applies; markets with storage have ways of their own. */
const solve = (
  network: Network,
  { carried, engine }: Pick<ClearingOptions, 'carried' | 'engine'>,
  solver: LpSolver,
): { readonly method: Cleared['engine']; readonly solution: Coupled } => {
  if (engine === 'coupling' && !canCouple(network)) {
    throw new EngineDoesNotApply(
      'coupling clears each period alone, and storage ties them together',
    );
  }
  if (engine === 'coupling' || (engine === 'auto' && canCouple(network))) {
    return { method: 'coupling', solution: couple(network, solver) };
  }
  return engine === 'auto'
    ? solveNetwork(network, solver, { carried })
    : { method: engine, solution: solver.solve(network.programme) };
};
