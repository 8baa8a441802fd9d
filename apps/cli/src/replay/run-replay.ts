import { digest } from '@trueque/kernel';
import {
  type AuctionSummary,
  IncompleteBook,
  NoSuchRun,
  replayAuctions,
  RunFolder,
  type Scenario,
  UnsoundScenario,
} from '@trueque/replay';
import { CommandFailure, EXIT } from '../exit.js';
import { type Progress, progressOf } from './progress.js';
import { type AuctionSource, type SourceArguments, withSource } from './run-sources.js';

export interface ReplayRequest extends SourceArguments {
  readonly scenario: Scenario | undefined;
  readonly folder: string;
  readonly threads?: number | undefined;
}

/** What a replay comes to, over all auctions of its run. */
export interface ReplayAnswer {
  readonly run: string;
  readonly source: string;
  readonly scenario: string | null;
  readonly auctions: number;
  readonly failed: number;
  /** Auctions that were cleared now; the others were there from a run that was interrupted. */
  readonly clearedNow: number;
  readonly secondsTaken: number;
  /** Without changed rules: hashes that agree with the recorded ones, and those that do not. */
  readonly same: number;
  readonly different: readonly string[];
  /** SHA-256 over the result hashes of all auctions in order: the same run, the same digest. */
  readonly runHash: string;
}

export const runReplay = async (request: ReplayRequest): Promise<ReplayAnswer> => {
  try {
    return await withSource(request, (source) => replaySource(request, source));
  } catch (error) {
    const isUsage = error instanceof UnsoundScenario || error instanceof NoSuchRun;
    if (isUsage) throw new CommandFailure(EXIT.usage, error.message);
    if (error instanceof IncompleteBook) throw new CommandFailure(EXIT.answerIsNo, error.message);
    throw error;
  }
};

const replaySource = async (
  { scenario, folder, threads, from, to }: ReplayRequest,
  source: AuctionSource,
): Promise<ReplayAnswer> => {
  const run = new RunFolder(folder);
  const done = await run.open({
    ...{ format: 'trueque-run/1', name: scenario?.name ?? 'as recorded', source: source.name },
    ...{ from: from ?? null, to: to ?? null, scenario: scenario ?? null },
  });
  const progress = progressOf('replay', done.size);
  const startedMs = performance.now();
  let clearedNow = 0;
  try {
    const counted = countedBy(source, progress);
    for await (const summary of replayAuctions(counted, { scenario, threads, done })) {
      await run.add(withRecorded(summary, source));
      clearedNow += 1;
      progress.step();
    }
  } finally {
    progress.stop();
  }
  const secondsTaken = (performance.now() - startedMs) / 1000;
  return { ...(await answerOf(run, source)), clearedNow, secondsTaken };
};

async function* countedBy(source: AuctionSource, progress: Progress) {
  for await (const auction of source.auctions) {
    progress.found();
    yield auction;
  }
}

const withRecorded = (summary: AuctionSummary, source: AuctionSource): AuctionSummary => {
  const recordedHash = source.recordedHash(summary.auctionId);
  return recordedHash === undefined ? summary : { ...summary, recordedHash };
};

const answerOf = async (run: RunFolder, source: AuctionSource) => {
  const { scenario } = await run.manifest();
  const different: string[] = [];
  const hashes: string[] = [];
  let [failed, same] = [0, 0];
  for await (const { auctionId, status, resultHash, recordedHash } of run.auctions()) {
    hashes.push(`${auctionId} ${resultHash}`);
    if (status === 'failed') failed += 1;
    const recorded = recordedHash ?? source.recordedHash(auctionId);
    if (recorded === undefined || scenario !== null) continue;
    if (recorded === resultHash) same += 1;
    else different.push(auctionId);
  }
  return {
    ...{ run: run.path, source: source.name, scenario: scenario?.name ?? null },
    ...{ auctions: hashes.length, failed, same, different, runHash: digest(hashes.sort()) },
  };
};
