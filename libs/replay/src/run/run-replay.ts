import { digest } from '@trueque/kernel';
import type { Scenario } from '../rules/scenario.js';
import type { AuctionSource } from './auction-source.js';
import type { AuctionSummary } from './auction-summary.js';
import type { Period } from './replay-auction.js';
import { replayAuctions } from './replay.js';
import type { RunFolder, RunManifest, RunResult } from './run-folder.js';

export interface ReplayOrder extends Period {
  readonly scenario?: Scenario | undefined;
  readonly threads?: number | undefined;
  /** Told how far it is. */
  readonly watch?: ReplayWatch | undefined;
  /** Ends it after the auctions that are being cleared; what is there stays there. */
  readonly signal?: AbortSignal | undefined;
}

export interface ReplayWatch {
  /** So many auctions are there from an earlier start. */
  opened(auctions: number): void;
  /** One more auction is known of. */
  found(): void;
  /** One more auction is cleared. */
  cleared(): void;
}

/** What a replay comes to, over all auctions of its run. */
export interface ReplayAnswer extends RunResult {
  readonly run: string;
  readonly source: string;
  readonly scenario: string | null;
  /** Auctions that were cleared now; the others were there from a run that was interrupted. */
  readonly clearedNow: number;
  readonly secondsTaken: number;
}

/** Name of the rules that were in force. */
export const AS_RECORDED = 'as recorded';

export const manifestOf = (
  source: string,
  { scenario, from, to }: Pick<ReplayOrder, 'scenario' | 'from' | 'to'>,
): RunManifest => ({
  ...{ format: 'trueque-run/1', name: scenario?.name ?? AS_RECORDED, source },
  ...{ from: from ?? null, to: to ?? null, scenario: scenario ?? null },
});

/** Clears what the source gives into the run's folder, and goes on where it was interrupted. */
export const runReplay = async (
  run: RunFolder,
  source: AuctionSource,
  order: ReplayOrder,
): Promise<ReplayAnswer> => {
  const { scenario, watch } = order;
  const done = await run.open(manifestOf(source.name, order));
  watch?.opened(done.size);
  const startedMs = performance.now();
  const clearedNow = await clearInto(run, source, { ...order, done });
  const result = await resultOf(run, source, scenario === undefined);
  if (order.signal?.aborted !== true) await run.finish(result);
  return {
    ...{ ...result, run: run.path, source: source.name, scenario: scenario?.name ?? null },
    ...{ clearedNow, secondsTaken: (performance.now() - startedMs) / 1000 },
  };
};

type Going = ReplayOrder & { readonly done: ReadonlySet<string> };

const clearInto = async (run: RunFolder, source: AuctionSource, going: Going): Promise<number> => {
  let clearedNow = 0;
  for await (const summary of replayAuctions(watched(source, going), going)) {
    await run.add(withRecorded(summary, source));
    clearedNow += 1;
    going.watch?.cleared();
  }
  return clearedNow;
};

async function* watched({ auctions }: AuctionSource, { watch, signal }: Going) {
  for await (const auction of auctions) {
    if (signal?.aborted === true) return;
    watch?.found();
    yield auction;
  }
}

const withRecorded = (summary: AuctionSummary, source: AuctionSource): AuctionSummary => {
  const recordedHash = source.recordedHash(summary.auctionId);
  return recordedHash === undefined ? summary : { ...summary, recordedHash };
};

const resultOf = async (
  run: RunFolder,
  source: AuctionSource,
  isUnchanged: boolean,
): Promise<RunResult> => {
  const different: string[] = [];
  const hashes: string[] = [];
  let [failed, same] = [0, 0];
  for await (const { auctionId, status, resultHash, recordedHash } of run.auctions()) {
    hashes.push(`${auctionId} ${resultHash}`);
    if (status === 'failed') failed += 1;
    const recorded = recordedHash ?? source.recordedHash(auctionId);
    if (recorded === undefined || !isUnchanged) continue;
    if (recorded === resultHash) same += 1;
    else different.push(auctionId);
  }
  return { auctions: hashes.length, failed, same, different, runHash: digest(hashes.sort()) };
};
