import { ClearingPool } from '@trueque/clearing';
import { median } from '../../median.js';
import { islandsMarket } from './islands.js';

export interface IslandsWork {
  readonly islands: number;
  readonly threads: number;
}

const SIZE = { peers: 600, communities: 1, periods: 24, mtu: 'PT1H', batteries: 0.2 } as const;
const RUNS = 3;

const seconds = async ({ islands, threads }: IslandsWork): Promise<number> => {
  const pool = new ClearingPool(threads);
  const file = islandsMarket(islands, SIZE);
  const clear = (marketId: string) => pool.run({ ids: { marketId, auctionId: 'a' }, file });
  // All threads start, load their solver and compile before the clock does.
  await Promise.all(Array.from({ length: threads }, (_, thread) => clear(`warm-${thread}`)));
  const took: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    // Each of another market, so that none begins where another ended.
    await clear(`measured-${run}`);
    took.push((performance.now() - started) / 1000);
  }
  await pool.onApplicationShutdown();
  return median(took);
};

process.once('message', (work: IslandsWork) => {
  void seconds(work).then((took) => process.send?.(took));
});
