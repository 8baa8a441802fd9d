export { loadHighs } from './highs.solver.js';
