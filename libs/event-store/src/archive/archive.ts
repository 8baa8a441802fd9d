import { LRUCache } from 'lru-cache';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { StoreUnavailable } from '../event-store.port.js';
import type { StoredEvent } from '../postgres/event-row.js';
import { reached } from '../postgres/reached.js';
import { readRowGroup, ROW_GROUP_EVENTS } from './month-file.js';

const GROUPS_REMEMBERED = 16;

/** Where archived months lie: `TRUEQUE_ARCHIVE`, else beside the embedded database. */
export const archiveFolder = (): string =>
  process.env['TRUEQUE_ARCHIVE'] || join(process.env['TRUEQUE_DATA'] || '.trueque', 'archive');

/** A month of a partition that lies in a file. */
interface Segment {
  readonly first: number;
  readonly last: number;
  readonly file: string;
}

/** Reads events whose months were moved into files; what is there, the database knows. */
export class Archive {
  private readonly groups = new LRUCache<string, Promise<readonly StoredEvent[]>>({
    max: GROUPS_REMEMBERED,
  });

  constructor(
    private readonly pool: Pool,
    private readonly folder: string = archiveFolder(),
  ) {}

  /** Up to `limit` events after a position, not beyond the month they begin in; none where it is not archived. */
  async after(
    partition: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly StoredEvent[]> {
    const first = afterPosition + 1;
    const segment = await this.segmentAt(partition, first);
    if (segment === undefined) return [];
    const last = Math.min(segment.last, afterPosition + limit);
    const groupOf = (position: number) => Math.floor((position - segment.first) / ROW_GROUP_EVENTS);
    const events: StoredEvent[] = [];
    for (let group = groupOf(first); group <= groupOf(last); group += 1)
      events.push(...(await this.groupAt(segment.file, partition, group)));
    return events.filter(({ position }) => position >= first && position <= last);
  }

  /** Where the next archived month of a partition begins; undefined where none is after a position. */
  async firstAfter(partition: string, position: number): Promise<number | undefined> {
    const { rows } = await reached(
      this.pool.query<{ first: string | null }>({
        ...{ name: 'archived-next', text: NEXT_SEGMENT, values: [partition, position] },
      }),
    );
    const first = rows[0]?.first;
    return typeof first === 'string' ? Number(first) : undefined;
  }

  /** A stream's archived events after one revision and before another, in order. */
  async *ofStream(
    partition: string,
    stream: string,
    afterRevision: number,
    beforeRevision = Infinity,
  ): AsyncGenerator<StoredEvent> {
    const { rows } = await reached(
      this.pool.query<{ position: string; events: number }>({
        ...{ name: 'archived-commands', text: COMMANDS, values: [partition, stream] },
      }),
    );
    for (const { events, position } of rows)
      for (const event of await this.after(partition, Number(position) - 1, events))
        if (event.revision > afterRevision && event.revision < beforeRevision) yield event;
  }

  private async segmentAt(partition: string, position: number): Promise<Segment | undefined> {
    const { rows } = await reached(
      this.pool.query<{ first: string; last: string; file: string }>({
        ...{ name: 'archived-segment', text: SEGMENT, values: [partition, position] },
      }),
    );
    const [row] = rows;
    return row && { first: Number(row.first), last: Number(row.last), file: row.file };
  }

  private groupAt(file: string, partition: string, group: number): Promise<readonly StoredEvent[]> {
    const key = `${file}#${group}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const path = join(this.folder, file);
    const reading = readRowGroup(path, partition, group).catch((error: unknown) => {
      this.groups.delete(key);
      throw new StoreUnavailable(
        `The archived month ${path} ${isMissing(error) ? MISSING : `is damaged (${String(error)}): ${DAMAGED}`}`,
        { cause: error },
      );
    });
    this.groups.set(key, reading);
    return reading;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const MISSING = "is not there: TRUEQUE_ARCHIVE names the archive's folder.";
const DAMAGED = 'put a copy from a backup in its place, and let trueque verify look at it.';

const SEGMENT = `
  select a.first_position as first, a.last_position as last, a.file
    from es.archive a join es.ledger g using (partition_no)
   where g.partition = $1 and a.first_position <= $2 and a.last_position >= $2
   order by a.first_position desc limit 1`;

const NEXT_SEGMENT = `
  select min(a.first_position) as first from es.archive a join es.ledger g using (partition_no)
   where g.partition = $1 and a.first_position > $2`;

const COMMANDS = `
  select c.position, c.events from es.archived_command c join es.stream s using (stream_no)
    join es.ledger g using (partition_no)
   where g.partition = $1 and s.name = $2 order by c.position`;
