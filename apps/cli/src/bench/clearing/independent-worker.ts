import { ClearingPool } from '@trueque/clearing';
import { execFileSync } from 'node:child_process';
import { seededMarket } from '../seeded-market.js';

/** By so many worker threads, on as many cores. */
export interface IndependentWork {
  readonly markets: number;
  readonly cores: number;
}

const SIZE = { peers: 120, communities: 4, periods: 24, mtu: 'PT1H', batteries: 0.2 } as const;

/** One thread alone would have the other core collect its garbage and compile for it. */
const keepTo = (cores: number): void => {
  const list = `0-${cores - 1}`;
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', list, String(process.pid)]);
};

const seconds = async ({ cores, markets }: IndependentWork): Promise<number> => {
  keepTo(cores);
  const pool = new ClearingPool(cores);
  const files = Array.from({ length: markets }, (_, index) => seededMarket(SIZE, index + 1));
  const clearAll = () =>
    Promise.all(
      files.map((file, index) =>
        pool.run({ ids: { marketId: `m${index}`, auctionId: 'a' }, file }),
      ),
    );
  // Threads start, load their solver and compile before the clock does.
  await clearAll();
  const started = performance.now();
  await clearAll();
  const took = (performance.now() - started) / 1000;
  await pool.onApplicationShutdown();
  return took;
};

process.once('message', (work: IndependentWork) => {
  void seconds(work).then((took) => process.send?.(took));
});
