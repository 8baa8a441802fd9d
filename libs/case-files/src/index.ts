export { parseCase, type ParsedCase } from './parse-case.js';
export { type CaseProblem, describeProblem } from './case-problem.js';
