import { ClearingPool } from '@trueque/clearing';
import { benchRow, type BenchRow } from '../bench-row.js';
import { seededMarket } from '../seeded-market.js';

const MARKETS = 64;
const SIZE = { peers: 120, communities: 4, periods: 24, mtu: 'PT1H', batteries: 0.2 } as const;

export const INDEPENDENT_MARKETS = `${MARKETS} independent markets`;

/** As many markets as a morning brings, cleared by one worker thread and by two. */
export const independentMarketsBench = async (
  say: (progress: string) => void,
): Promise<readonly BenchRow[]> => {
  const name = INDEPENDENT_MARKETS;
  say(name);
  const [one, two] = [await secondsWith(1), await secondsWith(2)];
  return [
    benchRow({ name: `${name}: one core`, value: one, unit: 's' }),
    benchRow({ name: `${name}: two cores`, value: two, unit: 's' }),
    benchRow({ name: `${name}: two cores against one`, value: one / two, unit: '×', atLeast: 1.7 }),
  ];
};

const secondsWith = async (threads: number): Promise<number> => {
  const pool = new ClearingPool(threads);
  const clear = (seed: number) =>
    pool.run({ ids: { marketId: `m${seed}`, auctionId: 'a' }, file: seededMarket(SIZE, seed) });
  // Threads start, load their solver and compile before the clock does.
  await Promise.all(Array.from({ length: 2 * threads }, (_, index) => clear(1000 + index)));
  const started = performance.now();
  await Promise.all(Array.from({ length: MARKETS }, (_, index) => clear(index + 1)));
  const seconds = (performance.now() - started) / 1000;
  await pool.onApplicationShutdown();
  return seconds;
};
