export { clearCase, type Clearing, type Engine, ENGINES } from './domain/clear.js';
export { NotProven } from './domain/canonical/not-proven.js';
export { lpTextOf } from './domain/lp-text-of.js';
export { answerOf } from './domain/result/answer-of.js';
