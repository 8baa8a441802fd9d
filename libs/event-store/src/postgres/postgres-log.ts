import { type Connection, isUnreachable } from '@trueque/postgres';
import type { Pool, QueryResultRow } from 'pg';
import type {
  Append,
  AppendResult,
  Cause,
  EventLog,
  SeenCommand,
  StreamEnd,
} from '../event-log.js';
import type { KeptEvent, PartitionHead, RecordedEvent } from '../event-store.port.js';
import { Signal } from '../signal.js';
import { appendBatch, type BatchResult } from './append-batch.js';
import { AppendQueue, unavailable } from './append-queue.js';
import { type EventRow, keptEventOf, recordedEventOf, SELECT_EVENTS } from './event-row.js';
import { openPool } from './log-pool.js';
import { Notifications } from './notifications.js';

const PAGE_EVENTS = 500;
const CONNECTIONS_MAX = 8;

/** Keeps events in the tables that `eventStoreMigrations` make. */
export class PostgresLog implements EventLog {
  private readonly pool: Pool;
  private readonly queues = new Map<string, AppendQueue<BatchResult>>();
  private readonly signal = new Signal();
  private readonly notifications: Notifications;

  constructor(connection: Connection) {
    this.pool = openPool(connection, CONNECTIONS_MAX);
    this.notifications = new Notifications(this.pool, connection, this.signal);
  }

  async append(append: Append): Promise<AppendResult> {
    const result = await this.queueOf(append.partition).append(append);
    switch (result.outcome) {
      case 'appended':
        return { status: 'appended', events: result.events };
      case 'raced':
        return { status: 'raced' };
      case 'seen': {
        const { seen } = await this.lookUp(append);
        return seen === undefined ? { status: 'raced' } : { status: 'seen', seen };
      }
    }
  }

  async lookUp(cause: Cause): Promise<{ end: StreamEnd; seen: SeenCommand | undefined }> {
    const { partition, stream, causedBy } = cause;
    const [row] = await this.query<LookUpRow>('look-up', LOOK_UP, [partition, stream, causedBy]);
    const end = { revision: row?.revision ?? 0, lastId: row?.id ?? undefined };
    return { end, seen: row && (await this.seen(cause, row)) };
  }

  async *readStream(
    partition: string,
    stream: string,
    afterRevision: number,
  ): AsyncGenerator<RecordedEvent> {
    for (let after = afterRevision; ;) {
      const values = [partition, stream, after, PAGE_EVENTS];
      const rows = await this.query<EventRow>('read-stream', READ_STREAM, values);
      for (const row of rows) yield recordedEventOf(row);
      if (rows.length < PAGE_EVENTS) return;
      after += rows.length;
    }
  }

  async readPartition(
    partition: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly RecordedEvent[]> {
    return (await this.partitionRows(partition, afterPosition, limit)).map(recordedEventOf);
  }

  async readKept(
    partition: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly KeptEvent[]> {
    return (await this.partitionRows(partition, afterPosition, limit)).map(keptEventOf);
  }

  async heads(): Promise<readonly PartitionHead[]> {
    const rows = await this.query<{ partition: string; position: string; hash: string }>(
      'heads',
      HEADS,
      [],
    );
    return rows.map(({ position, ...head }) => ({ ...head, position: Number(position) }));
  }

  onAppended(listener: (partition: string) => void): () => void {
    this.notifications.listen();
    return this.signal.listen(listener);
  }

  async close(): Promise<void> {
    this.signal.stop();
    await this.notifications.close();
    await this.pool.end();
  }

  private partitionRows(...values: readonly [partition: string, after: number, limit: number]) {
    return this.query<EventRow>('read-partition', READ_PARTITION, values);
  }

  private async seen(cause: Cause, row: LookUpRow): Promise<SeenCommand | undefined> {
    const { digest: commandDigest, first_revision: first, quiet_revision: quiet } = row;
    if (commandDigest === null) return undefined;
    if (quiet !== null) return { commandDigest, events: [], revision: quiet };
    const values = [cause.partition, cause.stream, first];
    const rows = await this.query<EventRow>('read-command', READ_COMMAND, values);
    const events = rows.map(recordedEventOf);
    return { commandDigest, events, revision: events.at(-1)?.revision ?? 0 };
  }

  private queueOf(partition: string): AppendQueue<BatchResult> {
    const queue = this.queues.get(partition) ?? this.queueFor(partition);
    this.queues.set(partition, queue);
    return queue;
  }

  private queueFor(partition: string): AppendQueue<BatchResult> {
    return new AppendQueue<BatchResult>(async (batch) => {
      const results = await appendBatch(this.pool, batch);
      if (results.some((result) => result.outcome === 'appended' && result.events.length > 0)) {
        this.signal.send(partition);
        this.notifications.send(partition);
      }
      return results;
    });
  }

  private async query<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    try {
      const { rows } = await this.pool.query<Row>({ name, text, values: [...values] });
      return rows;
    } catch (error) {
      throw isUnreachable(error) ? unavailable(error) : error;
    }
  }
}

interface LookUpRow {
  readonly revision: number | null;
  readonly id: string | null;
  readonly digest: string | null;
  readonly first_revision: number | null;
  readonly quiet_revision: number | null;
}

const STREAM_NO = `(select t.stream_no from es.stream t join es.ledger g using (partition_no)
                     where g.partition = $1 and t.name = $2)`;

const LOOK_UP = `
  select l.revision, l.id, encode(coalesce(f.command_digest, q.command_digest), 'hex') as digest,
         f.revision as first_revision, q.revision as quiet_revision
    from (select ${STREAM_NO} as stream_no) s
    left join lateral (select t.revision, t.id from es.event t
      where t.stream_no = s.stream_no order by t.revision desc limit 1) l on true
    left join lateral (select t.revision, t.command_digest from es.event t
      where t.stream_no = s.stream_no and t.caused_by = $3 and t.command_digest is not null
      limit 1) f on true
    left join lateral (select t.revision, t.command_digest from es.quiet_command t
      where t.stream_no = s.stream_no and t.caused_by = $3 limit 1) q on true`;

const READ_STREAM = `${SELECT_EVENTS}
  where e.stream_no = ${STREAM_NO} and e.revision > $3 order by e.revision limit $4`;

/** The events of one command: from its first one to the next command's first one. */
const READ_COMMAND = `${SELECT_EVENTS}
  where e.stream_no = ${STREAM_NO} and e.revision >= $3
    and e.revision < coalesce((select min(n.revision) from es.event n
      where n.stream_no = ${STREAM_NO} and n.revision > $3 and n.command_digest is not null),
      2147483647)
  order by e.revision`;

const READ_PARTITION = `${SELECT_EVENTS}
  where e.partition_no = (select g.partition_no from es.ledger g where g.partition = $1)
    and e.position > $2 order by e.position limit $3`;

const HEADS = `
  select partition, position, encode(hash, 'hex') as hash
    from es.ledger where position > 0 order by partition_no`;
