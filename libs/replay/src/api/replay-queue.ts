import { UnsoundScenario } from '../rules/scenario.js';
import type { AuctionSource } from '../run/auction-source.js';
import { IncompleteBook } from '../run/recorded-auctions.js';
import type { RunFolder } from '../run/run-folder.js';
import { type ReplayOrder, runReplay } from '../run/run-replay.js';
import type { ReplayProgress } from './replay-view.js';

/** Replays one after the other, so that they leave the machine to those who trade. */
export class ReplayQueue {
  private readonly going = new Map<string, ReplayProgress>();
  private readonly stopping = new AbortController();
  private last: Promise<void> = Promise.resolve();

  /** Where a replay stands that was asked for since the start; undefined once it is finished. */
  progress(replayId: string): ReplayProgress | undefined {
    return this.going.get(replayId);
  }

  /** A replay that waits or runs already is not begun twice. */
  add(replayId: string, run: RunFolder, source: AuctionSource, order: ReplayOrder): void {
    const state = this.going.get(replayId)?.state;
    if (state === 'waiting' || state === 'running') return;
    this.going.set(replayId, { state: 'waiting', auctions: 0, detail: null });
    this.last = this.last.then(() => this.go(replayId, run, source, order));
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await this.last;
  }

  /** Ends what is on its way where it is; asked for again, it goes on from there. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.last;
  }

  private async go(
    replayId: string,
    run: RunFolder,
    source: AuctionSource,
    order: ReplayOrder,
  ): Promise<void> {
    const { signal } = this.stopping;
    if (signal.aborted) return;
    const tell = (auctions: number) =>
      this.going.set(replayId, { state: 'running', auctions, detail: null });
    let auctions = 0;
    const watch = {
      opened: (there: number) => tell((auctions = there)),
      cleared: () => tell((auctions += 1)),
      found: () => undefined,
    };
    try {
      await runReplay(run, source, { ...order, watch, signal });
      this.going.delete(replayId);
    } catch (error) {
      this.going.set(replayId, { state: 'failed', auctions, detail: reasonOf(error) });
    }
  }
}

/** Rules that fit no auction, or a log that is not whole, explain themselves. */
const reasonOf = (error: unknown): string => {
  if (error instanceof UnsoundScenario || error instanceof IncompleteBook) return error.message;
  return `it stopped: ${error instanceof Error ? error.message : String(error)}`;
};
