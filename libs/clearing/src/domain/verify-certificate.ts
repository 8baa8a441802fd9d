import type { CaseFile } from '@trueque/contracts';
import { certify } from '@trueque/linear-program';
import { formulate } from './formulation/formulate.js';
import { normalise } from './market/normalise.js';

/** A proof as it was recorded. */
export interface RecordedProof {
  readonly objective: number;
  readonly certificate: { readonly primal: readonly number[]; readonly dual: readonly number[] };
}

/** What floating point may leave of a perfect proof, in kWh, currency per kWh, and relative. */
const TOLERANCE = 1e-6;

/**
 * Checks a recorded proof of optimality against the market it claims to clear: (2)–(9), dual
 * feasibility, complementary slackness and so the gap. Calls no solver; O(columns).
 */
export const verifyCertificate = (
  file: CaseFile,
  { certificate, objective }: RecordedProof,
): string[] => {
  const { programme } = formulate(normalise(file));
  const { dual, primal } = certificate;
  if (primal.length !== programme.columnsCount || dual.length !== programme.rowsCount) {
    return [
      `certificate: has ${primal.length} primal and ${dual.length} dual values, ` +
        `the market has ${programme.columnsCount} and ${programme.rowsCount}`,
    ];
  }
  const flow = Float64Array.from(primal);
  const proof = certify(programme, flow, Float64Array.from(dual));
  const claimed = flow.reduce((sum, amount, column) => sum + amount * programme.cost[column]!, 0);
  return [
    ['primalInfeasibility', proof.primalInfeasibility] as const,
    ['dualInfeasibility', proof.dualInfeasibility] as const,
    ['gap', proof.gap] as const,
    ['objective', Math.abs(claimed - objective) / Math.max(1, Math.abs(objective))] as const,
  ]
    .filter(([, miss]) => !(miss <= TOLERANCE))
    .map(([name, miss]) => `certificate: ${name} misses by ${miss}`);
};
