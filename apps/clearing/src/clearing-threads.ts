import { ServiceConfigError } from '@trueque/service';
import { availableParallelism } from 'node:os';

const THREADS_MAX = 256;

/** `CLEARING_THREADS`: auctions that one process clears at once, one for each core by default. */
export const clearingThreads = (env: Readonly<Record<string, string | undefined>>): number => {
  const text = env['CLEARING_THREADS'] || String(availableParallelism());
  const threads = Number(text);
  if (/^\d+$/.test(text) && threads >= 1 && threads <= THREADS_MAX) return threads;
  throw new ServiceConfigError(
    `CLEARING_THREADS must be a number from 1 to ${THREADS_MAX}; it is ${text}.`,
  );
};
