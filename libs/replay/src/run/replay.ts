import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { AuctionSummary } from './auction-summary.js';
import type { ReplayAuction } from './replay-auction.js';
import type { ReplayTask, Unsound } from './replay-worker.js';
import { type Scenario, UnsoundScenario } from '../rules/scenario.js';

export interface ReplayOptions {
  readonly scenario?: Scenario | undefined;
  readonly threads?: number | undefined;
  /** Auctions that are there already. */
  readonly done?: ReadonlySet<string>;
}

/** Auctions that wait for a thread, per thread: enough to keep it busy, few enough for the memory. */
const WAITING_PER_THREAD = 2;

/**
 * Clears auctions again in worker threads and gives out what came of each, in their order. Only so
 * many are in memory as keep the threads busy, however long the period is.
 */
export async function* replayAuctions(
  auctions: AsyncIterable<ReplayAuction>,
  { scenario, threads = Math.max(1, availableParallelism()), done }: ReplayOptions,
): AsyncGenerator<AuctionSummary> {
  const pool = new Piscina({ filename: workerFile(), minThreads: 1, maxThreads: threads });
  const waiting: Promise<AuctionSummary>[] = [];
  try {
    for await (const auction of auctions) {
      if (done?.has(auction.auctionId) === true) continue;
      const task: ReplayTask = { ...auction, scenario };
      const running = cleared(pool, task);
      running.catch(() => undefined); // It is thrown where it is awaited.
      waiting.push(running);
      if (waiting.length >= threads * WAITING_PER_THREAD) yield await first(waiting);
    }
    while (waiting.length > 0) yield await first(waiting);
  } finally {
    // What a thread still answers has nobody to hear it any more, which is no error.
    pool.on('error', () => undefined);
    await pool.destroy();
  }
}

const cleared = async (pool: Piscina, task: ReplayTask): Promise<AuctionSummary> => {
  const options = { name: 'replayAuction' };
  const answer = (await pool.run(task, options)) as AuctionSummary | Unsound;
  if ('unsound' in answer) throw new UnsoundScenario(answer.unsound);
  return answer;
};

const first = (waiting: Promise<AuctionSummary>[]): Promise<AuctionSummary> => {
  const next = waiting.shift();
  if (next === undefined) throw new Error('nothing is waiting');
  return next;
};

/** Threads run what was built, also when this file itself is read as TypeScript (in tests). */
const workerFile = (): string =>
  __filename.endsWith('.ts')
    ? join(__dirname, '../../../../dist/libs/replay/src/run/replay-worker.js')
    : join(__dirname, 'replay-worker.js');
