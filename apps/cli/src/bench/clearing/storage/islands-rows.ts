import { join } from 'node:path';
import { benchRow, type BenchRow } from '../../bench-row.js';
import { forked } from '../../forked.js';
import type { IslandsWork } from './islands-worker.js';

const ISLANDS_COUNT = 8;

export const ISLANDS = `${ISLANDS_COUNT} islands of 600 peers, 24 h`;

/** One market that falls apart, cleared by a thread alone and by one that another helps. */
export const islandsBench = async (
  say: (progress: string) => void,
): Promise<readonly BenchRow[]> => {
  say(ISLANDS);
  const [one, two] = [await secondsWith(1), await secondsWith(2)];
  return [
    benchRow({ name: `${ISLANDS}: one thread`, value: one, unit: 's' }),
    benchRow({ name: `${ISLANDS}: two threads`, value: two, unit: 's' }),
    benchRow({ name: `${ISLANDS}: two threads against one`, value: one / two, unit: '×' }),
  ];
};

const secondsWith = (threads: number): Promise<number> =>
  forked<IslandsWork, number>(join(__dirname, 'islands-worker.js'), {
    threads,
    islands: ISLANDS_COUNT,
  });
