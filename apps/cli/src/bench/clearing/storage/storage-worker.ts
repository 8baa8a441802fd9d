import { loadHighs } from '@trueque/highs';
import { type MarketSize, SEED, seededMarket } from '../../seeded-market.js';
import { measureStages, type StageSeconds } from './measure-storage.js';
import { type NativeAnswer, solveNatively } from './native-highs.js';

/** What a process of its own tells of one size. */
export interface StorageMeasurement {
  readonly seconds: StageSeconds;
  readonly engine: string;
  readonly columnsCount: number;
  readonly batteriesCount: number;
  readonly peakMemoryMb: number;
  readonly native: NativeAnswer;
}

const NATIVE_SECONDS_MAX = 300;

const measure = async (size: MarketSize): Promise<StorageMeasurement> => {
  const solver = await loadHighs();
  const { clearing, seconds } = measureStages(seededMarket(size, SEED), solver);
  const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
  const { batteries, programme } = clearing.network;
  return {
    ...{ seconds, engine: clearing.engine, peakMemoryMb },
    columnsCount: programme.columnsCount,
    batteriesCount: batteries.length,
    native: await solveNatively(programme, { ...solver.options, time_limit: NATIVE_SECONDS_MAX }),
  };
};

process.once('message', (size: MarketSize) => {
  void measure(size).then((measurement) => process.send?.(measurement));
});
