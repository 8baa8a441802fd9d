import { connectionOf } from '@trueque/postgres';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PartitionHead } from '../event-store.port.js';
import { chain, GENESIS } from '../hash-chain.js';
import { openPool } from '../postgres/log-pool.js';
import { type Break, diagnose } from './diagnosis.js';
import { type Link, readLinks } from './link.js';

export interface VerifyOptions {
  /** All partitions without it. */
  readonly partition?: string;
  /**
   * A head that was kept elsewhere. Without one, nobody can tell that the newest events and the
   * ledger's own row were removed together, or that all was written anew.
   */
  readonly checkpoint?: PartitionHead;
  /** Called now and then with the number of events verified so far. */
  readonly onProgress?: (events: number) => void;
}

export interface VerifiedPartition {
  readonly partition: string;
  /** Events that are as they were recorded, from the first one. */
  readonly events: number;
  /** Hash of the last of them, hex: a checkpoint to keep elsewhere. */
  readonly hash: string;
  readonly broken?: Break;
}

const PROGRESS_EVENTS = 1_000;

/** Recomputes every hash from the stored bytes; each partition answers with its first break, if any. */
export const verifyChain = async (
  dataSource: DataSource,
  options: VerifyOptions = {},
): Promise<readonly VerifiedPartition[]> => {
  const log = openPool(connectionOf(dataSource), 2);
  try {
    return await verifyLog(log, options);
  } finally {
    await log.end();
  }
};

const verifyLog = async (
  log: Pool,
  { partition, checkpoint, onProgress = () => undefined }: VerifyOptions,
): Promise<readonly VerifiedPartition[]> => {
  const wanted = partition ?? checkpoint?.partition;
  const { rows: ledgers } = await log.query<LedgerRow>(READ_LEDGERS, [wanted]);
  if (ledgers.length === 0 && checkpoint !== undefined)
    return [{ partition: checkpoint.partition, events: 0, hash: '', broken: missing(1) }];
  const verified: VerifiedPartition[] = [];
  for (const ledger of ledgers) {
    const before = verified.reduce((sum, { events }) => sum + events, 0);
    const progress = (events: number) => onProgress(before + events);
    verified.push(await verifyPartition(log, ledger, checkpoint, progress));
  }
  return verified;
};

interface LedgerRow {
  readonly partition: string;
  readonly position: string;
  readonly hash: Buffer;
}

const READ_LEDGERS = `
  select partition, position, hash from es.ledger
   where $1::text is null or partition = $1 order by partition_no`;

const verifyPartition = async (
  log: Pool,
  ledger: LedgerRow,
  checkpoint: PartitionHead | undefined,
  onProgress: (events: number) => void,
): Promise<VerifiedPartition> => {
  const { partition } = ledger;
  const walk = new Walk(Number(ledger.position), checkpoint);
  for await (const link of readLinks(log, partition, 0)) {
    // What was appended meanwhile is left to the next time.
    if (walk.isDone) break;
    const broken = walk.step(link);
    if (broken !== undefined)
      return walk.answer(
        partition,
        broken === 'unfit' ? await diagnose(log, partition, link) : broken,
      );
    if (walk.events % PROGRESS_EVENTS === 0) onProgress(walk.events);
  }
  onProgress(walk.events);
  return walk.answer(partition, walk.finish(ledger.hash) ?? (await beyondLedger(log, partition)));
};

/** Goes along the chain, from the first event on. */
class Walk {
  events = 0;
  private before = GENESIS;

  constructor(
    private readonly head: number,
    private readonly checkpoint: PartitionHead | undefined,
  ) {}

  get isDone(): boolean {
    return this.events === this.head;
  }

  /** What is wrong with the next link; `unfit` if its hash is not the chain's. */
  step(link: Link): Break | 'unfit' | undefined {
    if (link.position !== this.events + 1) return missing(this.events + 1);
    const expected = chain(this.before, link, link.leaf);
    if (!expected.equals(link.hash)) return 'unfit';
    this.before = expected;
    this.events += 1;
    if (this.events !== this.checkpoint?.position) return undefined;
    return this.checkpoint.hash === expected.toString('hex') ? undefined : rewritten(this.events);
  }

  /** What is wrong with the end, held against what was kept apart from the events. */
  finish(ledgerHash: Buffer): Break | undefined {
    const promised = Math.max(this.head, this.checkpoint?.position ?? 0);
    if (this.events < promised) return missing(this.events + 1);
    return this.before.equals(ledgerHash) ? undefined : rewritten(this.events);
  }

  answer(partition: string, broken: Break | undefined): VerifiedPartition {
    const { events } = this;
    return { partition, events, hash: this.before.toString('hex'), ...(broken && { broken }) };
  }
}

const missing = (position: number): Break => ({
  position,
  reason: 'missing',
  detail: 'it was recorded and is not there',
});

const rewritten = (position: number): Break => ({
  position,
  reason: 'rewritten',
  detail: 'the events up to here fit together, but not with the hash that was kept apart from them',
});

/** Events after the last one that the ledger gave a position. */
const beyondLedger = async (log: Pool, partition: string): Promise<Break | undefined> => {
  const { rows } = await log.query<{ position: string }>(
    `select e.position from es.event e join es.ledger l on l.partition_no = e.partition_no
      where l.partition = $1 and e.position > l.position order by e.position limit 1`,
    [partition],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const position = Number(row.position);
  return { position, reason: 'inserted', detail: 'the ledger never gave it a position' };
};
