export { certify, type Certificate } from './certificate.js';
export { componentwise } from './components/componentwise.js';
export type {
  Basis,
  LinearProgram,
  LpSolution,
  LpSolver,
  SolverOptions,
} from './linear-program.js';
export { lpText, type ProgrammeNames } from './lp-text.js';
export { largest, preciseDot, reducedCosts, rowResiduals } from './products.js';
export { type ColumnSpec, type Entry, ProgrammeBuilder } from './programme-builder.js';
export { evenFlow } from './even-flow.js';
export type { EvenColumn } from './even-flow-problem.js';
export { interiorOptimum, type InteriorOptimum } from './interior/interior-optimum.js';
export { basisOf, type KnownOptimum } from './starting-basis.js';
