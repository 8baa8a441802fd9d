import { join } from 'node:path';
import { benchRow, type BenchRow } from '../bench-row.js';
import { forked } from '../forked.js';
import type { IndependentWork } from './independent-worker.js';

const MARKETS = 64;

export const INDEPENDENT_MARKETS = `${MARKETS} independent markets`;

/** As many markets as a morning brings, cleared on one core and on two. */
export const independentMarketsBench = async (
  say: (progress: string) => void,
): Promise<readonly BenchRow[]> => {
  const name = INDEPENDENT_MARKETS;
  say(name);
  const [one, two] = [await secondsOn(1), await secondsOn(2)];
  return [
    benchRow({ name: `${name}: one core`, value: one, unit: 's' }),
    benchRow({ name: `${name}: two cores`, value: two, unit: 's' }),
    benchRow({ name: `${name}: two cores against one`, value: one / two, unit: '×', atLeast: 1.7 }),
  ];
};

/** In a process of its own, whose threads all stay on those cores. */
const secondsOn = (cores: number): Promise<number> =>
  forked<IndependentWork, number>(join(__dirname, 'independent-worker.js'), {
    markets: MARKETS,
    cores,
  });
