import { LastDays } from '@trueque/clearing';
import { loadHighs } from '@trueque/highs';
import { type MarketSize, SEED, seededMarket } from '../../seeded-market.js';
import { dayAfter } from './day-after.js';
import { measureStages, type StageSeconds } from './measure-storage.js';
import { type NativeAnswer, solveNatively } from './native-highs.js';

/** What a process of its own tells of one size. */
export interface StorageMeasurement {
  readonly seconds: StageSeconds;
  /** The day after, from where the day ended. */
  readonly dayAfter: StageSeconds;
  readonly engine: string;
  readonly columnsCount: number;
  readonly batteriesCount: number;
  readonly peakMemoryMb: number;
  readonly native: NativeAnswer;
}

const NATIVE_SECONDS_MAX = 300;

const measure = async (size: MarketSize): Promise<StorageMeasurement> => {
  const solver = await loadHighs();
  const lastDays = new LastDays();
  const file = seededMarket(size, SEED);
  const { clearing, seconds } = measureStages(file, solver, lastDays);
  const after = measureStages(dayAfter(file, SEED), solver, lastDays);
  const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
  const { batteries, programme } = clearing.network;
  return {
    ...{ seconds, dayAfter: after.seconds, engine: clearing.engine, peakMemoryMb },
    columnsCount: programme.columnsCount,
    batteriesCount: batteries.length,
    native: await solveNatively(programme, { ...solver.options, time_limit: NATIVE_SECONDS_MAX }),
  };
};

process.once('message', (size: MarketSize) => {
  void measure(size).then((measurement) => process.send?.(measurement));
});
