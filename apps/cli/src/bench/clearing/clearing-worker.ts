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
  /** Seconds of each time it said why it cannot be cleared, where that is asked for. */
  readonly explanations?: readonly number[] | undefined;
}

const measure = async ({ isJudged, runs, size }: Question): Promise<ClearingMeasurement> => {
  const solver = await loadHighs();
  const file = seededMarket(size, SEED);
  const times = Array.from({ length: runs }, () => measureClearing(file, solver));
  const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
  if (!isJudged) return { runs: times, peakMemoryMb };
  return {
    ...{ runs: times, peakMemoryMb },
    judge: measureJudge(file, solver),
    explanations: Array.from({ length: runs }, () => measureExplanation(file, solver)),
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
