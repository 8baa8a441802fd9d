import { ServiceConfigError } from '@trueque/service';
import { availableParallelism } from 'node:os';
import { clearingThreads } from './clearing-threads.js';

describe('the threads of a clearing process', () => {
  it('are one for each core, or as many as the environment says', () => {
    expect(clearingThreads({})).toBe(availableParallelism());
    expect(clearingThreads({ CLEARING_THREADS: '3' })).toBe(3);
  });

  it.each(['0', '-1', 'many', '1.5', '1000'])('are not %s', (CLEARING_THREADS) =>
    expect(() => clearingThreads({ CLEARING_THREADS })).toThrow(ServiceConfigError),
  );
});
