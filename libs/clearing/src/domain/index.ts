/** The rules alone, for who brings a solver along: they wait for nothing, so they run in a browser too. */
export { clearCase, type Clearing } from './clear.js';
export { NotProven } from './canonical/not-proven.js';
export { answerOf } from './result/answer-of.js';
