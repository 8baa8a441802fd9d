import { openClient } from '@trueque/postgres';
import { type Client, escapeIdentifier, type Pool } from 'pg';
import { EventReader } from '../postgres/event-reader.js';
import { openPool } from '../postgres/log-pool.js';
import { archiveFolder } from './archive.js';
import { archivePartition, type ArchivePlace, type MonthRange } from './archive-partition.js';
import type { ArchivedMonth, ArchiveProgress } from './archived-month.js';

export interface ArchiveOptions {
  /** Of the user who owns the tables: the application may not detach a month. */
  readonly url: string;
  readonly folder?: string;
  /** Only months before this one, `2026-05`; without it all that are over. */
  readonly before?: string;
  /** Drops the table of a month once it is detached: the file is then the only one that has it. */
  readonly drop?: boolean;
  readonly onProgress?: (progress: ArchiveProgress) => void;
  /** Told of every table that was dropped, those of earlier calls too. */
  readonly onDropped?: (table: string) => void;
}

/**
 * Moves months that are over into Parquet files, the oldest first: writes, reads back and follows
 * the chain, then, in one transaction, records the file and detaches the month. Whoever reads the
 * log goes on as before. Killed at any point, it begins that month again. Throws `ArchiveRefused`.
 */
export const archiveMonths = async ({
  url,
  folder = archiveFolder(),
  before,
  drop = false,
  onProgress = () => undefined,
  onDropped = () => undefined,
}: ArchiveOptions): Promise<readonly ArchivedMonth[]> => {
  const connection = { connectionString: url, connectionTimeoutMillis: 10_000 };
  const owner = await openClient(connection);
  const log = openPool({ ...connection, application_name: 'trueque archive' }, { max: 2 });
  try {
    const place = { reader: new EventReader(log, folder), folder, onProgress };
    const archived: ArchivedMonth[] = [];
    for (const month of await monthsOver(log, before))
      archived.push(...(await archiveMonth(owner, place, month)));
    if (drop) await dropDetached(owner, onDropped);
    return archived;
  } finally {
    await owner.end();
    await log.end();
  }
};

const tableOf = (month: string): string => `event_${month.replace('-', '_')}`;

const monthsOver = async (log: Pool, before: string | undefined): Promise<readonly string[]> => {
  const { rows } = await log.query<{ month: string }>(MONTHS_OVER, [before]);
  return rows.map(({ month }) => month);
};

const archiveMonth = async (
  owner: Client,
  place: ArchivePlace,
  month: string,
): Promise<readonly ArchivedMonth[]> => {
  const { rows } = await owner.query<Omit<MonthRange, 'month'>>(rangesOf(tableOf(month)));
  const archived: ArchivedMonth[] = [];
  for (const { first, last, ...range } of rows)
    archived.push(
      await archivePartition(place, { ...range, month, first: Number(first), last: Number(last) }),
    );
  await detach(owner, month, archived);
  return archived;
};

/** The lock is waited for a little only: whoever waits for it keeps all others waiting too. */
const detach = async (
  owner: Client,
  month: string,
  archived: readonly ArchivedMonth[],
): Promise<void> => {
  const table = escapeIdentifier(tableOf(month));
  await owner.query('begin');
  try {
    await owner.query(`set local lock_timeout = '10s'`);
    for (const { firstPosition, lastPosition, hash, hashBefore, ...file } of archived)
      await owner.query(KEEP_FILE, [
        ...[file.partition, `${month}-01`, firstPosition, lastPosition, hashBefore, hash],
        ...[file.file, file.bytes, file.fileDigest],
      ]);
    await owner.query(keepCommands(table));
    await owner.query(`alter table es.event detach partition es.${table}`);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
};

const dropDetached = async (owner: Client, tell: (table: string) => void): Promise<void> => {
  const { rows } = await owner.query<{ name: string }>(DETACHED);
  for (const { name } of rows) {
    await owner.query(`drop table es.${escapeIdentifier(name)}`);
    tell(name);
  }
};

/** An append of the last second of a month has an hour to commit. */
const MONTHS_OVER = `
  select replace(substr(c.relname, 7), '_', '-') as month
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
   where i.inhparent = 'es.event'::regclass
     and replace(substr(c.relname, 7), '_', '-')
         < least(to_char(now() at time zone 'UTC' - interval '1 hour', 'YYYY-MM'), $1::text)
   order by 1`;

const rangesOf = (table: string): string => `
  select g.partition, g.partition_no as "partitionNo", min(e.position) as first, max(e.position) as last
    from es.${escapeIdentifier(table)} e join es.ledger g using (partition_no)
   group by 1, 2 order by 2`;

const KEEP_FILE = `
  insert into es.archive (partition_no, month, first_position, last_position, hash_before, hash, file,
                          bytes, file_digest, archived_at)
  select partition_no, $2, $3, $4, decode($5, 'hex'), decode($6, 'hex'), $7, $8, decode($9, 'hex'), now()
    from es.ledger where partition = $1`;

/** The events of a command stand together: from its first one to the next command's first one. */
const keepCommands = (table: string): string => `
  insert into es.archived_command (stream_no, cause, position, events)
  select stream_no, substr(sha256(convert_to(caused_by, 'UTF8')), 1, 16), position,
         coalesce(lead(position) over of_partition, (select max(l.position) + 1 from es.${table} l
           where l.partition_no = e.partition_no)) - position
    from es.${table} e where command_digest <> ''
  window of_partition as (partition by partition_no order by position)`;

const DETACHED = `
  select c.relname as name from pg_class c
   where c.relnamespace = 'es'::regnamespace and c.relname ~ '^event_\\d{4}_\\d\\d$'
     and not c.relispartition
     and exists (select from es.archive a where 'event_' || to_char(a.month, 'YYYY_MM') = c.relname)`;
