export { certify, type Certificate } from './certificate.js';
export { componentwise, solveApart } from './components/componentwise.js';
export { connectedParts } from './components/connected-parts.js';
export { programmeOfPart } from './components/part-programme.js';
export { pricesOfSilence } from './components/silent-prices.js';
export type {
  Basis,
  LinearProgram,
  LpSolution,
  LpSolver,
  Problem,
  SolverOptions,
  Start,
} from './linear-program.js';
export { lpText, type ProgrammeNames } from './lp-text.js';
export { largest, preciseDot, reducedCosts, rowResiduals } from './products.js';
export { type ColumnSpec, type Entry, ProgrammeBuilder } from './programme-builder.js';
export { evenFlow } from './even-flow.js';
export type { EvenFlowProblem, EvenTerms } from './even-flow-problem.js';
export { interiorOptimum, type InteriorOptimum } from './interior/interior-optimum.js';
export { provenObjective } from './proven-objective.js';
export { AT_LOWER, AT_UPPER, BASIC, basisOf, evened, type KnownOptimum } from './starting-basis.js';
export { worthAt } from './worth-at.js';
