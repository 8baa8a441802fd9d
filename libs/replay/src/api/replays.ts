import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { problem } from '@trueque/http';
import { NotComparable } from '../comparison/compare.js';
import { type ComparedRuns, comparedRuns, namedRun } from '../comparison/compared-runs.js';
import { marketSource } from '../run/auction-source.js';
import { NoSuchRun, type RunFolder } from '../run/run-folder.js';
import { runName } from '../run/run-name.js';
import { manifestOf } from '../run/run-replay.js';
import { RunShelf } from '../run/run-shelf.js';
import { ReplayQueue } from './replay-queue.js';
import type { ReplayRequest } from './replay-request.js';
import { type ReplayView, replayView } from './replay-view.js';

/** Folder in which runs are kept; `trueque replay` keeps its own there too. */
export const RUNS_FOLDER = Symbol('RUNS_FOLDER');

/** One thread is left to those who trade. */
const THREADS = 1;

/** Replays of the markets of a store: those that are there, and those on their way. */
@Injectable()
export class Replays implements OnApplicationShutdown {
  private readonly shelf: RunShelf;
  private readonly queue = new ReplayQueue();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(RUNS_FOLDER) folder: string,
  ) {
    this.shelf = new RunShelf(folder);
  }

  async ofMarket(marketId: string): Promise<readonly ReplayView[]> {
    const replays: ReplayView[] = [];
    for (const name of await this.shelf.names()) {
      const replay = await this.view(name);
      if (replay?.marketId === marketId) replays.push(replay);
    }
    return replays;
  }

  async one(marketId: string, replayId: string): Promise<ReplayView> {
    const replay = await this.view(replayId);
    return replay?.marketId === marketId ? replay : unknownReplay(marketId, replayId);
  }

  /** Begins a replay, or goes on with the same one; answers its id. */
  async start(marketId: string, { rules, from, to }: ReplayRequest): Promise<string> {
    const [first] = await this.store.readPartition(marketId, 0, 1);
    if (first === undefined)
      throw problem(404, 'market-unknown', `No market has the id ${marketId}.`);
    const order = { scenario: rules, from, to, threads: THREADS };
    const manifest = manifestOf(marketId, order);
    const replayId = runName(marketId, order, rules?.name ?? 'as-recorded');
    const run = this.shelf.run(replayId);
    if (run === undefined) return unknownReplay(marketId, replayId);
    await run.make(manifest).catch(otherRules(manifest.name));
    this.queue.add(replayId, run, marketSource(this.store, marketId, order), order);
    return replayId;
  }

  /** Both with all their sums; what is still on its way is compared as far as it is. */
  async compared(marketId: string, a: string, b: string): Promise<ComparedRuns> {
    const [runA, runB] = [await this.runOf(marketId, a), await this.runOf(marketId, b)];
    try {
      return await comparedRuns(await namedRun(runA), await namedRun(runB));
    } catch (error) {
      if (error instanceof NotComparable) throw problem(409, 'not-comparable', error.message);
      throw error;
    }
  }

  idle(): Promise<void> {
    return this.queue.idle();
  }

  onApplicationShutdown(): Promise<void> {
    return this.queue.stop();
  }

  private async runOf(marketId: string, replayId: string): Promise<RunFolder> {
    await this.one(marketId, replayId);
    return this.shelf.run(replayId) ?? unknownReplay(marketId, replayId);
  }

  private async view(replayId: string): Promise<ReplayView | undefined> {
    const run = this.shelf.run(replayId);
    const manifest = await run?.manifest().catch(() => undefined);
    if (run === undefined || manifest === undefined) return undefined;
    // First how far it is: one that ends in between has a result by then, and is not interrupted.
    const progress = this.queue.progress(replayId);
    const result = await run.result();
    const there = {
      state: result === undefined ? 'interrupted' : 'finished',
      ...{ auctions: result?.auctions ?? 0, detail: null },
    } as const;
    return replayView(replayId, manifest, progress ?? there, result);
  }
}

const unknownReplay = (marketId: string, replayId: string): never => {
  throw problem(404, 'replay-unknown', `${marketId} has no replay ${replayId}.`);
};

const otherRules = (name: string) => (error: unknown) => {
  if (!(error instanceof NoSuchRun)) throw error;
  const detail = `There is a replay called ${name} under other rules. Give yours another name.`;
  throw problem(409, 'replay-differs', detail, [{ pointer: '/rules/name', detail }]);
};
