import { availableParallelism } from 'node:os';
import { type Environment, wholeNumber } from './whole-number.js';

const THREADS_MAX = 256;

/** `CLEARING_THREADS`: auctions that one process clears at once, one for each core by default. */
export const clearingThreads = (env: Environment): number =>
  wholeNumber(env, 'CLEARING_THREADS', { byDefault: availableParallelism(), max: THREADS_MAX });
