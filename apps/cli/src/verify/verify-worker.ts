import { clearAuctionAgain, failAuctionAgain } from '@trueque/clearing';
import {
  inCurrentVersion,
  type KeptHash,
  type Link,
  LogVerifier,
  PostgresEventStore,
  type RecordedEvent,
  type Span,
  StoreUnavailable,
  type VerifiedSpan,
} from '@trueque/event-store';
import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { DatabaseUnavailable, isUnreachable, openDataSource } from '@trueque/postgres';
import type { DataSource } from 'typeorm';
import type { Fault } from './verified-market.js';
import { ZERO_SUM_TYPES, zeroSumFault } from './zero-sums.js';

/** What one thread is asked for at a time. */
export interface VerifyTask {
  readonly databaseUrl: string;
  readonly span: Span;
  /** Hashes kept elsewhere that lie in the span. */
  readonly kept: readonly KeptHash[];
}

/** A span whose chain was followed, whose auctions were cleared again and whose runs were added up. */
export interface AuditedSpan extends VerifiedSpan {
  readonly auctions: number;
  readonly runs: number;
  readonly faults: readonly Fault[];
}

/** What a thread works with, opened once. */
interface Tools {
  readonly dataSource: DataSource;
  readonly verifier: LogVerifier;
  readonly store: PostgresEventStore;
  readonly solver: LpSolver;
}

let tools: Promise<Tools> | undefined;

/** A thread goes with its tools; whoever stays gives them back. */
export const closeTools = async (): Promise<void> => {
  const opened = await tools;
  tools = undefined;
  await opened?.verifier.close();
  await opened?.store.close();
  await opened?.dataSource.destroy();
};

const openTools = async (databaseUrl: string): Promise<Tools> => {
  const dataSource = await openDataSource({ url: databaseUrl });
  return {
    dataSource,
    verifier: new LogVerifier(dataSource),
    store: new PostgresEventStore(dataSource),
    solver: await loadHighs(),
  };
};

/** In words, because an error loses its kind on the way out of a thread. */
export interface Away {
  readonly away: string;
}

/** Runs in a worker thread; says so where the database is away. */
export const verifySpan = async (task: VerifyTask): Promise<AuditedSpan | Away> => {
  try {
    return await auditSpan(task);
  } catch (error) {
    if (isAway(error)) return { away: error.message };
    throw error;
  }
};

const isAway = (error: unknown): error is Error =>
  error instanceof StoreUnavailable || error instanceof DatabaseUnavailable || isUnreachable(error);

/** A fault does not end it: a person wants to know all that is wrong. */
const auditSpan = async (task: VerifyTask): Promise<AuditedSpan> => {
  tools ??= openTools(task.databaseUrl);
  const { solver, store, verifier } = await tools;
  const found = { auctions: 0, runs: 0, faults: new Array<Fault>() };
  const onLink = async (link: Link): Promise<void> => {
    if (link.type === 'AuctionCleared' || link.type === 'AuctionFailed') {
      found.auctions += 1;
      found.faults.push(...(await clearingFaults(eventOf(task.span, link), store, solver)));
    } else if (ZERO_SUM_TYPES.some((type) => type === link.type)) {
      found.runs += 1;
      const fault = zeroSumFault(eventOf(task.span, link));
      if (fault !== undefined) found.faults.push(fault);
    }
  };
  const verified = await verifier.span(task.span, { kept: task.kept, onLink });
  return { ...verified, ...found };
};

type Audited = Pick<RecordedEvent, 'data' | 'partition' | 'position' | 'type' | 'version'>;

const eventOf = ({ partition }: Span, { position, text, type, version }: Link): Audited => ({
  ...{ partition, position, type, version, data: JSON.parse(text) },
});

const clearingFaults = async (
  event: Audited,
  store: PostgresEventStore,
  solver: LpSolver,
): Promise<readonly Fault[]> => {
  const check = 'clearing';
  try {
    const current = inCurrentVersion(event);
    const again = event.type === 'AuctionCleared' ? clearAuctionAgain : failAuctionAgain;
    const { auctionId, differences } = await again(store, current, solver);
    const subject = `auction ${auctionId}`;
    return differences.map((detail) => ({ check, subject, detail }));
  } catch (error) {
    if (isAway(error)) throw error;
    // An event that was tampered with may be nothing that can be cleared.
    const reason = error instanceof Error ? error.message : String(error);
    const subject = `event ${event.position}`;
    return [{ check, subject, detail: `${event.type} cannot be cleared again: ${reason}` }];
  }
};
