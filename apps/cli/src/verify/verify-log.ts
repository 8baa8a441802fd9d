import { type KeptHash, LogVerifier, type PartitionHead, type Span } from '@trueque/event-store';
import { connectionOf } from '@trueque/postgres';
import { workerFile, WorkerThreads } from '@trueque/threads';
import { availableParallelism } from 'node:os';
import type { DataSource } from 'typeorm';
import { CommandFailure, EXIT } from '../exit.js';
import type { RateBar } from '../terminal/rate-bar.js';
import { MarketTally } from './market-tally.js';
import type { VerifiedMarket } from './verified-market.js';
import type { VerifyState } from './verify-state.js';
import {
  type AuditedSpan,
  type Away,
  closeTools,
  verifySpan,
  type VerifyTask,
} from './verify-worker.js';

export interface VerifyOrder {
  readonly dataSource: DataSource;
  readonly market: string | undefined;
  /** Heads that were kept elsewhere, by market. */
  readonly kept: ReadonlyMap<string, KeptHash>;
  readonly threads: number | undefined;
  readonly state: VerifyState;
  readonly bar: RateBar;
}

/**
 * Verifies the log span by span in worker threads, what was appended meanwhile left to the next time.
 * Only counts and the first faults are kept, so a log may be larger than memory.
 */
export const verifyLog = async (order: VerifyOrder): Promise<readonly VerifiedMarket[]> => {
  const verifier = new LogVerifier(order.dataSource);
  try {
    const ledgers = await ledgersOf(verifier, order);
    const tallies = ledgers.map(
      (ledger) => new MarketTally(ledger, order.kept.get(ledger.partition)),
    );
    const total = ledgers.reduce((sum, { position }) => sum + position, 0);
    await auditAll(tallies, order, total);
    const verified: VerifiedMarket[] = [];
    for (const tally of tallies) verified.push(await tally.finish(verifier));
    order.state.finish();
    return verified;
  } finally {
    order.bar.stop();
    await verifier.close();
  }
};

/** A market that the checkpoint knows and the store no longer has is to be missed, not overlooked. */
const ledgersOf = async (
  verifier: LogVerifier,
  { kept, market }: VerifyOrder,
): Promise<readonly PartitionHead[]> => {
  const ledgers = await verifier.ledgers(market);
  const gone = [...kept.keys()]
    .filter((partition) => market === undefined || partition === market)
    .filter((partition) => !ledgers.some((ledger) => ledger.partition === partition));
  return [...ledgers, ...gone.map((partition) => ({ partition, position: 0, hash: '' }))].filter(
    ({ partition, position }) => position > 0 || kept.has(partition),
  );
};

const auditAll = async (
  tallies: readonly MarketTally[],
  { bar, dataSource, state, ...order }: VerifyOrder,
  total: number,
): Promise<void> => {
  const spansCount = tallies.reduce((sum, tally) => sum + tally.spansCount, 0);
  const threads = Math.min(order.threads ?? availableParallelism(), Math.max(1, spansCount));
  // One thread is enough for a short log, and then the one that is there will do.
  const file = workerFile(__filename, 'verify-worker');
  const pool = threads > 1 ? new WorkerThreads({ file, threadsMax: threads }) : undefined;
  const { connectionString: databaseUrl } = connectionOf(dataSource);
  const spans = spansOf(tallies);
  let done = 0;
  bar.open(total, state.eventsBefore);
  const lane = async (): Promise<void> => {
    for (let next = spans.next(); next.done !== true; next = spans.next()) {
      const { span, tally } = next.value;
      const kept = tally.kept === undefined ? [] : [tally.kept];
      const audited = state.doneBefore(span) ?? (await audit(pool, { databaseUrl, span, kept }));
      if (state.doneBefore(span) === undefined) state.add(audited);
      tally.add(audited);
      bar.at((done += span.upTo - span.after));
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, lane));
  } finally {
    await pool?.abandon();
    await closeTools();
  }
};

function* spansOf(
  tallies: readonly MarketTally[],
): Generator<{ readonly tally: MarketTally; readonly span: Span }> {
  for (const tally of tallies) for (const span of tally.spans()) yield { tally, span };
}

const audit = async (pool: WorkerThreads | undefined, task: VerifyTask): Promise<AuditedSpan> => {
  const answer = await (pool?.run<AuditedSpan | Away>('verifySpan', task) ?? verifySpan(task));
  if ('away' in answer) throw new CommandFailure(EXIT.unavailable, answer.away);
  return answer;
};
