import { join } from 'node:path';
import { type Bench, benchRow, type BenchRow } from '../bench-row.js';
import { forked } from '../forked.js';
import { median } from '../median.js';
import type { MarketSize } from '../seeded-market.js';
import type { ClearingMeasurement } from './clearing-worker.js';
import type { ClearingTimes } from './measure-clearing.js';

interface ClearingSize extends MarketSize {
  readonly runs: number;
  /** Seconds, for the parts that have a bar. */
  readonly atMost: Partial<Record<keyof ClearingTimes, number>>;
}

const SIZES: readonly ClearingSize[] = [
  { peers: 1_000, communities: 25, periods: 1, batteries: 0, runs: 5, atMost: { solve: 0.3 } },
  { peers: 120, communities: 6, periods: 100, batteries: 0.5, runs: 3, atMost: { total: 5 } },
  { peers: 10_000, communities: 100, periods: 1, batteries: 0, runs: 3, atMost: {} },
];

/** Clears seeded markets; the floor is HiGHS alone on the same pooled programme. */
export const clearingBench: Bench = {
  name: 'clearing',
  description: 'clears seeded markets; floor: the solver alone on the pooled programme',
  run: async (say) => {
    const rows: BenchRow[] = [];
    for (const size of SIZES) {
      say(`${nameOf(size)}: ${size.runs} runs`);
      rows.push(...clearingRows(size, await measuredApart(size)));
    }
    return rows;
  },
};

/** In a process of its own, so that one size's memory is not another's. */
const measuredApart = (size: ClearingSize): Promise<ClearingMeasurement> =>
  forked(join(__dirname, 'clearing-worker.js'), { size, runs: size.runs });

const PARTS = {
  solve: 'solve',
  build: 'build',
  canonicalise: 'canonicalise and price',
  certify: 'certify',
  total: 'total',
} as const;

/** A row for each part, the median of all runs, and one for memory. */
export const clearingRows = (
  size: MarketSize & Pick<ClearingSize, 'atMost'>,
  { peakMemoryMb, runs }: ClearingMeasurement,
): readonly BenchRow[] => {
  const floor = median(runs.map((run) => run.floor));
  const parts = (['solve', 'build', 'canonicalise', 'certify', 'total'] as const).map((part) =>
    benchRow({
      name: `${nameOf(size)}: ${PARTS[part]}`,
      value: median(runs.map((run) => run[part])),
      unit: 's',
      floor,
      ...(size.atMost[part] === undefined ? {} : { atMost: size.atMost[part] }),
    }),
  );
  return [
    ...parts,
    benchRow({ name: `${nameOf(size)}: peak memory`, value: peakMemoryMb, unit: 'MB' }),
  ];
};

const nameOf = ({ batteries, communities, peers, periods }: MarketSize): string =>
  [
    `${peers.toLocaleString('en-US')} peers in ${communities} communities`,
    periods === 1 ? '1 period' : `${periods} periods${batteries > 0 ? ' with batteries' : ''}`,
  ].join(', ');
