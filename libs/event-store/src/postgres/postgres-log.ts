import type { Connection } from '@trueque/postgres';
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
import { AppendQueue } from './append-queue.js';
import { EventReader } from './event-reader.js';
import { keptEventOf, recordedEventOf } from './event-row.js';
import { HeldConnection } from './held-connection.js';
import { openPool } from './log-pool.js';
import { Notifications } from './notifications.js';
import { reached } from './reached.js';

const READERS_MAX = 8;
const WRITERS_MAX = 8;

/** Keeps events in the tables that `eventStoreMigrations` make. */
export class PostgresLog implements EventLog {
  private readonly pool: Pool;
  private readonly writers: Pool;
  private readonly queues = new Map<string, AppendQueue<BatchResult>>();
  private readonly signal = new Signal();
  private readonly notifications: Notifications;
  private readonly reader: EventReader;

  constructor(connection: Connection) {
    this.pool = openPool(connection, { max: READERS_MAX });
    this.writers = openPool(connection, { max: WRITERS_MAX, pipeline: true });
    this.reader = new EventReader(this.pool);
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
    const end = { revision: row?.revision ?? 0, lastId: row?.last_id ?? undefined };
    return { end, seen: row && (await this.seen(cause, row)) };
  }

  async *readStream(
    partition: string,
    stream: string,
    afterRevision: number,
  ): AsyncGenerator<RecordedEvent> {
    const events = this.reader.stream(partition, stream, afterRevision);
    for await (const event of events) yield recordedEventOf(event);
  }

  async readPartition(
    partition: string,
    afterPosition: number,
    limit: number,
    types?: readonly string[],
  ): Promise<readonly RecordedEvent[]> {
    const page =
      types === undefined
        ? await this.reader.partitionPage(partition, afterPosition, limit)
        : await this.reader.typesPage(partition, { afterPosition, limit }, types);
    return page.map(recordedEventOf);
  }

  async readKept(
    partition: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly KeptEvent[]> {
    const page = await this.reader.partitionPage(partition, afterPosition, limit);
    return page.map(keptEventOf);
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
    await this.writers.end();
    await this.pool.end();
  }

  private async seen(
    { partition, stream }: Cause,
    row: LookUpRow,
  ): Promise<SeenCommand | undefined> {
    const { digest: commandDigest, first_revision: first, quiet_revision: quiet } = row;
    if (row.archived_position !== null) return this.seenInArchive(partition, row);
    if (commandDigest === null) return undefined;
    if (first === null) return { commandDigest, events: [], revision: quiet ?? 0 };
    const events: RecordedEvent[] = [];
    for await (const event of this.reader.stream(partition, stream, first - 1)) {
      // The next command's first event.
      if (event.commandDigest !== null && event.revision !== first) break;
      events.push(recordedEventOf(event));
    }
    return { commandDigest, events, revision: events.at(-1)?.revision ?? 0 };
  }

  private async seenInArchive(
    partition: string,
    { archived_events, archived_position }: LookUpRow,
  ): Promise<SeenCommand | undefined> {
    const after = Number(archived_position) - 1;
    const page = await this.reader.partitionPage(partition, after, archived_events ?? 1);
    const commandDigest = page[0]?.commandDigest;
    if (!commandDigest) return undefined;
    return {
      commandDigest,
      events: page.map(recordedEventOf),
      revision: page.at(-1)?.revision ?? 0,
    };
  }

  private queueOf(partition: string): AppendQueue<BatchResult> {
    const queue = this.queues.get(partition) ?? this.queueFor(partition);
    this.queues.set(partition, queue);
    return queue;
  }

  private queueFor(partition: string): AppendQueue<BatchResult> {
    const connection = new HeldConnection(this.writers);
    const send = async (batch: readonly Append[]) => {
      const results = await appendBatch((call) => connection.query(call), batch);
      if (results.some((result) => result.outcome === 'appended' && result.events.length > 0)) {
        this.signal.send(partition);
        this.notifications.send(partition);
      }
      return results;
    };
    // Another partition that waits for a connection gets this one as soon as it has answered.
    return new AppendQueue({ send, mayFollow: () => this.writers.waitingCount === 0 });
  }

  private async query<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    const { rows } = await reached(this.pool.query<Row>({ name, text, values: [...values] }));
    return rows;
  }
}

interface LookUpRow {
  readonly revision: number;
  readonly last_id: string | null;
  readonly digest: string | null;
  readonly first_revision: number | null;
  readonly quiet_revision: number | null;
  readonly archived_position: string | null;
  readonly archived_events: number | null;
}

const LOOK_UP = `
  select s.revision, s.last_id, encode(coalesce(f.command_digest, q.command_digest), 'hex') as digest,
         f.revision as first_revision, q.revision as quiet_revision,
         a.position as archived_position, a.events as archived_events
    from es.ledger g join es.stream s using (partition_no)
    left join lateral (select t.revision, t.command_digest from es.event t
      where hashtextextended(t.caused_by, t.stream_no) = hashtextextended($3, s.stream_no)
        and t.command_digest <> '' and t.stream_no + 0 = s.stream_no and t.caused_by = $3
        and t.recorded_at between s.began and g.recorded_at limit 1) f on true
    left join lateral (select t.revision, t.command_digest from es.quiet_command t
      where s.is_quiet and t.stream_no = s.stream_no and t.caused_by = $3 limit 1) q on true
    left join lateral (select t.position, t.events from es.archived_command t
      where s.began < (select max(m.month) + interval '1 month' from es.archive m
                        where m.partition_no = s.partition_no)
        and t.stream_no = s.stream_no
        and t.cause = substr(sha256(convert_to($3, 'UTF8')), 1, 16) limit 1) a on true
   where g.partition = $1 and s.name = $2`;

const HEADS = `
  select partition, position, encode(hash, 'hex') as hash
    from es.ledger where position > 0 order by partition_no`;
