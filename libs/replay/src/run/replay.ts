import { workerFile, WorkerThreads } from '@trueque/threads';
import { availableParallelism } from 'node:os';
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
  const file = workerFile(__filename, 'replay-worker');
  const pool = new WorkerThreads({ file, threadsMin: 1, threadsMax: threads });
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
    await pool.abandon();
  }
}

const cleared = async (pool: WorkerThreads, task: ReplayTask): Promise<AuctionSummary> => {
  const answer = await pool.run<AuctionSummary | Unsound>('replayAuction', task);
  if ('unsound' in answer) throw new UnsoundScenario(answer.unsound);
  return answer;
};

const first = (waiting: Promise<AuctionSummary>[]): Promise<AuctionSummary> => {
  const next = waiting.shift();
  if (next === undefined) throw new Error('nothing is waiting');
  return next;
};
