import { loadHighs } from '@trueque/highs';
import { type MarketSize, SEED, seededMarket } from '../seeded-market.js';
import { type ClearingTimes, measureClearing } from './measure-clearing.js';

/** What a process of its own tells of one size: times of each run, and the most memory it ever had. */
export interface ClearingMeasurement {
  readonly runs: readonly ClearingTimes[];
  readonly peakMemoryMb: number;
}

const measure = async (size: MarketSize, runs: number): Promise<ClearingMeasurement> => {
  const solver = await loadHighs();
  const file = seededMarket(size, SEED);
  return {
    runs: Array.from({ length: runs }, () => measureClearing(file, solver)),
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  };
};

process.once('message', ({ runs, size }: { size: MarketSize; runs: number }) => {
  void measure(size, runs).then((measurement) => process.send?.(measurement));
});
