export { certify, type Certificate } from './certificate.js';
export type { InfeasibleSubsystem, LinearProgram, LpSolution, LpSolver } from './linear-program.js';
export { lpText, type ProgrammeNames } from './lp-text.js';
export { preciseDot, reducedCosts, rowResiduals } from './products.js';
export { type ColumnSpec, type Entry, ProgrammeBuilder } from './programme-builder.js';
export { type EvenColumn, evenFlow, type EvenFlowProblem } from './even-flow.js';
