import { connectionOf } from '@trueque/postgres';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PartitionHead } from '../event-store.port.js';
import { openPool } from '../postgres/log-pool.js';
import type { Break } from './diagnosis.js';
import { explainBreak, readLedgers, verifyEnd } from './ends.js';
import {
  type Span,
  type SpanBreak,
  type SpanOptions,
  type VerifiedSpan,
  verifySpan,
} from './verify-span.js';
import type { KeptHash } from './walk.js';

/** Verifies a log span by span, in any order, over connections of its own. */
export class LogVerifier {
  private readonly log: Pool;

  constructor(dataSource: DataSource) {
    this.log = openPool(connectionOf(dataSource), { max: 2 });
  }

  /** How far each partition goes, or one of them. */
  ledgers(partition?: string): Promise<readonly PartitionHead[]> {
    return readLedgers(this.log, partition);
  }

  span(span: Span, options?: SpanOptions): Promise<VerifiedSpan> {
    return verifySpan(this.log, span, options);
  }

  /** What happened where a span broke, in words. */
  explain(partition: string, broken: SpanBreak): Promise<Break> {
    return explainBreak(this.log, partition, broken);
  }

  /** What is wrong with the end of a partition whose spans all hold; `last` is the last one. */
  end(
    ledger: PartitionHead,
    last: VerifiedSpan,
    kept: readonly KeptHash[],
  ): Promise<Break | undefined> {
    return verifyEnd(this.log, ledger, { verified: last, kept });
  }

  close(): Promise<void> {
    return this.log.end();
  }
}
