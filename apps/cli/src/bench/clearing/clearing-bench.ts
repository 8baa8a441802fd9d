import { join } from 'node:path';
import { type Bench, benchRow, type BenchRow } from '../bench-row.js';
import { forked, forkedFor } from '../forked.js';
import { INDEPENDENT_MARKETS, independentMarketsBench } from './independent-markets.js';
import { STORAGE_PARTS, storageBench } from './storage/storage-rows.js';
import { median } from '../median.js';
import type { MarketSize } from '../seeded-market.js';
import type { ClearingMeasurement } from './clearing-worker.js';
import type { SolverQuestion } from './solver-worker.js';
import type { ClearingTimes, JudgeTimes } from './measure-clearing.js';

interface ClearingSize extends MarketSize {
  readonly runs: number;
  /** Seconds, for the parts that have a bar. */
  readonly atMost: Partial<Record<keyof ClearingTimes, number>>;
  readonly floor: SolverQuestion['method'];
  /** MB. */
  readonly memoryAtMost?: number;
  /** Whether the solver judges a result, from its basis. */
  readonly isJudged?: boolean;
  /** Whether a peer of it is held to what one of the size before takes. */
  readonly isLargest?: boolean;
  /** How many times the floor a clearing must fit into. */
  readonly timesFaster?: number;
}

/** Five in the afternoon: the sun fades, and communities trade; they meet at the hub. */
const AT_THE_HUB = { periods: 1, batteries: 0, hour: 17, hubOnly: true, floor: 'ipm' } as const;

const SIZES: readonly ClearingSize[] = [
  {
    ...{ peers: 1_000, communities: 25, periods: 1, batteries: 0, runs: 5 },
    ...{ atMost: { solve: 0.3 }, floor: 'simplex' },
  },
  {
    ...{ peers: 120, communities: 6, periods: 100, batteries: 0.5, runs: 3 },
    ...{ atMost: { total: 5 }, floor: 'simplex' },
  },
  { peers: 10_000, communities: 100, periods: 1, batteries: 0, runs: 3, atMost: {}, floor: 'ipm' },
  {
    ...{ ...AT_THE_HUB, hubOnly: false, peers: 100_000, communities: 1_000 },
    ...{ runs: 3, atMost: {} },
  },
  { ...AT_THE_HUB, peers: 300, communities: 10, runs: 25, atMost: {} },
  { ...AT_THE_HUB, peers: 1_000, communities: 25, runs: 15, atMost: {} },
  {
    ...{ ...AT_THE_HUB, peers: 10_000, communities: 100, runs: 15 },
    ...{ atMost: { total: 0.15 }, isJudged: true },
  },
  {
    ...{ ...AT_THE_HUB, peers: 100_000, communities: 1_000, runs: 5 },
    ...{ atMost: { total: 1.5 }, timesFaster: 30, isJudged: true },
  },
  {
    ...{ ...AT_THE_HUB, peers: 1_000_000, communities: 10_000, runs: 1 },
    ...{ atMost: { total: 15 }, memoryAtMost: 4096, isLargest: true },
  },
];

/** Clears seeded markets; the floor is HiGHS alone on the same pooled programme. */
export const clearingBench: Bench = {
  name: 'clearing',
  description: 'clears seeded markets; floor: the solver alone on the pooled programme',
  get parts() {
    return [...SIZES.map(nameOf), ...STORAGE_PARTS, INDEPENDENT_MARKETS];
  },
  run: async (say, isWanted) => {
    const rows: BenchRow[] = [];
    let before: number | undefined;
    for (const size of SIZES.filter((each) => isWanted(nameOf(each)))) {
      say(`${nameOf(size)}: ${size.runs} runs`);
      const measured = await measuredApart(size);
      say(`${nameOf(size)}: the solver alone, for five minutes at most`);
      rows.push(...clearingRows(size, measured, await solverAlone(size, say)));
      const microseconds = (1e6 * median(measured.runs.map(({ total }) => total))) / size.peers;
      if (size.isLargest && before !== undefined)
        rows.push(eachPeerRow(size, microseconds, before));
      before = microseconds;
    }
    rows.push(...(await storageBench(say, isWanted)));
    return isWanted(INDEPENDENT_MARKETS)
      ? [...rows, ...(await independentMarketsBench(say))]
      : rows;
  },
};

/** In a process of its own, so that one size's memory is not another's. */
const measuredApart = (size: ClearingSize): Promise<ClearingMeasurement> =>
  forked(join(__dirname, 'clearing-worker.js'), {
    size,
    runs: size.runs,
    isJudged: size.isJudged ?? false,
  });

const FLOOR_MS_MAX = 5 * 60_000;

/** Seconds; undefined where it does not end in time, or breaks down before. */
const solverAlone = async (
  size: ClearingSize,
  say: (progress: string) => void,
): Promise<number | undefined> => {
  try {
    const question: SolverQuestion = { size, method: size.floor };
    const seconds = await forkedFor<SolverQuestion, number>(FLOOR_MS_MAX, SOLVER_WORKER, question);
    if (seconds === undefined) say(`${nameOf(size)}: the solver alone took too long`);
    return seconds;
  } catch (error) {
    say(`${nameOf(size)}: the solver alone broke down; ${String(error)}`);
    return undefined;
  }
};

const SOLVER_WORKER = join(__dirname, 'solver-worker.js');

const PARTS = {
  solve: 'solve',
  build: 'build',
  canonicalise: 'canonicalise and price',
  certify: 'certify',
  total: 'total',
} as const;

const PART_NAMES = ['solve', 'build', 'canonicalise', 'certify', 'total'] as const;

/** A row for each part, the median of all runs, and one for memory. */
export const clearingRows = (
  size: MarketSize & Pick<ClearingSize, 'atMost' | 'memoryAtMost' | 'timesFaster'>,
  { explanations, judge, peakMemoryMb, runs }: ClearingMeasurement,
  floor: number | undefined,
): readonly BenchRow[] => {
  const row = (part: keyof typeof PARTS, atMost: number | undefined, name: string = PARTS[part]) =>
    benchRow({
      name: `${nameOf(size)}: ${name}`,
      value: median(runs.map((run) => run[part])),
      unit: 's',
      ...(floor === undefined ? {} : { floor }),
      ...(atMost === undefined ? {} : { atMost }),
    });
  return [
    ...PART_NAMES.map((part) => row(part, size.atMost[part])),
    ...(runs.length < 2 ? [] : [firstRunRow(size, runs)]),
    ...(floor !== undefined && size.timesFaster !== undefined
      ? [row('total', floor / size.timesFaster, `total, ${size.timesFaster} times the solver`)]
      : []),
    benchRow({
      name: `${nameOf(size)}: peak memory`,
      value: peakMemoryMb,
      unit: 'MB',
      ...(size.memoryAtMost === undefined ? {} : { atMost: size.memoryAtMost }),
    }),
    ...(judge === undefined ? [] : judgeRows(nameOf(size), judge, floor)),
    ...(explanations === undefined ? [] : [explanationRow(nameOf(size), explanations, runs)]),
  ];
};

/** What a process takes that has cleared nothing before, and so has nothing compiled. */
const firstRunRow = (size: MarketSize, [first]: readonly ClearingTimes[]): BenchRow =>
  benchRow({ name: `${nameOf(size)}: total of the first run`, value: first!.total, unit: 's' });

/** A market may grow without each of its peers taking much longer. */
export const eachPeerRow = (size: MarketSize, microseconds: number, before: number): BenchRow =>
  benchRow({
    ...{ name: `${nameOf(size)}: each peer, beside the size before`, unit: 'µs' },
    ...{ value: microseconds, floor: before, atMost: EACH_PEER_TIMES_MAX * before },
  });

const EACH_PEER_TIMES_MAX = 1.5;

/** An infeasible market is found so and explained in the time of one more pass: two clearings at most. */
const explanationRow = (
  name: string,
  explanations: readonly number[],
  runs: readonly ClearingTimes[],
): BenchRow => {
  const floor = median(runs.map(({ total }) => total));
  return benchRow({
    ...{ name: `${name}: infeasible, and why`, unit: 's', floor },
    value: median(explanations),
    atMost: 2 * floor,
  });
};

/** What it costs to have a result judged, beside the solver that begins with nothing. */
const judgeRows = (name: string, judge: JudgeTimes, floor: number | undefined): BenchRow[] => [
  benchRow({
    ...{ name: `${name}: judge, ${judge.verdict}`, value: judge.seconds, unit: 's' },
    ...(floor === undefined ? {} : { floor }),
  }),
  benchRow({ name: `${name}: judge`, value: judge.iterationsCount, unit: 'iterations' }),
];

const nameOf = ({ batteries, communities, hubOnly, peers, periods }: MarketSize): string =>
  [
    `${peers.toLocaleString('en-US')} peers in ${communities} communities${hubOnly ? ' at one hub' : ''}`,
    periods === 1 ? '1 period' : `${periods} periods${batteries > 0 ? ' with batteries' : ''}`,
  ].join(', ');
