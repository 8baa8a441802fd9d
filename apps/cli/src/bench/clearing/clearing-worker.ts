import { loadHighs } from '@trueque/highs';
import { type MarketSize, SEED, seededMarket } from '../seeded-market.js';
import {
  type ClearingTimes,
  type JudgeTimes,
  measureClearing,
  measureExplanation,
  measureJudge,
} from './measure-clearing.js';

/** What a process of its own tells of one size: times of each run, and the most memory it ever had. */
export interface ClearingMeasurement {
  readonly runs: readonly ClearingTimes[];
  readonly peakMemoryMb: number;
  /** Where a size is judged. */
  readonly judge?: JudgeTimes | undefined;
  /** Seconds to say why it cannot be cleared, where it is asked for. */
  readonly explanation?: number | undefined;
}

const measure = async ({ isJudged, runs, size }: Question): Promise<ClearingMeasurement> => {
  const solver = await loadHighs();
  const file = seededMarket(size, SEED);
  const times = Array.from({ length: runs }, () => measureClearing(file, solver));
  const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
  return {
    runs: times,
    peakMemoryMb,
    ...(isJudged
      ? { judge: measureJudge(file, solver), explanation: measureExplanation(file, solver) }
      : {}),
  };
};

interface Question {
  readonly size: MarketSize;
  readonly runs: number;
  readonly isJudged: boolean;
}

process.once('message', (question: Question) => {
  void measure(question).then((measurement) => process.send?.(measurement));
});
