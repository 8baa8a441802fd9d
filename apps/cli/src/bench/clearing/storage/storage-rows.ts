import { join } from 'node:path';
import { benchRow, type BenchRow } from '../../bench-row.js';
import { forked } from '../../forked.js';
import type { MarketSize } from '../../seeded-market.js';
import { ISLANDS, islandsBench } from './islands-rows.js';
import { HOW_TO_GET_IT } from './native-highs.js';
import type { StorageMeasurement } from './storage-worker.js';

interface StorageSize extends MarketSize {
  /** How many times native HiGHS's own time the whole clearing may take. */
  readonly timesNativeMax?: number;
}

/** A day of hours; half of all peers are prosumers, and a fifth of these have a battery: every tenth peer. */
const DAY = { periods: 24, mtu: 'PT1H', batteries: 0.2 } as const;

const SIZES: readonly StorageSize[] = [
  { ...DAY, peers: 500, communities: 10 },
  { ...DAY, peers: 5_000, communities: 100, timesNativeMax: 2 },
  { ...DAY, peers: 20_000, communities: 400 },
];

/** A day with batteries, stage by stage; the floor is native HiGHS on the same programme, solving alone. */
export const storageBench = async (
  say: (progress: string) => void,
  isWanted: (part: string) => boolean,
): Promise<readonly BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const size of SIZES.filter((each) => isWanted(nameOf(each)))) {
    say(nameOf(size));
    const measured = await measuredApart(size);
    if ('missing' in measured.native) say(`no native HiGHS to compare with; ${HOW_TO_GET_IT}`);
    rows.push(...storageRows(size, measured));
  }
  return isWanted(ISLANDS) ? [...rows, ...(await islandsBench(say))] : rows;
};

/** In a process of its own, so that one size's memory is not another's. */
const measuredApart = (size: MarketSize): Promise<StorageMeasurement> =>
  forked(join(__dirname, 'storage-worker.js'), size);

const STAGES = ['build', 'solve', 'canonicalise', 'certify', 'total'] as const;

export const storageRows = (
  { timesNativeMax, ...size }: StorageSize,
  {
    batteriesCount,
    columnsCount,
    dayAfter,
    engine,
    native,
    peakMemoryMb,
    seconds,
  }: StorageMeasurement,
): readonly BenchRow[] => {
  const about = `${nameOf(size)}, ${batteriesCount} batteries, ${columnsCount} columns, ${engine}`;
  const floor = 'seconds' in native && native.status === 'Optimal' ? native.seconds : undefined;
  const bar =
    floor === undefined || timesNativeMax === undefined ? undefined : floor * timesNativeMax;
  const rowOf = (stage: (typeof STAGES)[number]): BenchRow => {
    const row = benchRow({
      ...{ name: `${about}: ${stage}`, value: seconds[stage], unit: 's' },
      ...(floor === undefined ? {} : { floor }),
    });
    if (timesNativeMax === undefined || (stage !== 'solve' && stage !== 'total')) return row;
    const holds = bar === undefined ? null : seconds[stage] <= bar;
    return { ...row, target: `≤ ${timesNativeMax} × native HiGHS`, holds };
  };
  return [
    ...STAGES.map(rowOf),
    ...(['solve', 'total'] as const).map((stage) =>
      benchRow({ name: `${about}: ${stage}, the day after`, value: dayAfter[stage], unit: 's' }),
    ),
    benchRow({ name: `${about}: peak memory`, value: peakMemoryMb, unit: 'MB' }),
  ];
};

const nameOf = ({ communities, peers, periods }: MarketSize): string =>
  `${peers.toLocaleString('en-US')} peers in ${communities} communities, ${periods} h`;

export const STORAGE_PARTS: readonly string[] = [...SIZES.map(nameOf), ISLANDS];
