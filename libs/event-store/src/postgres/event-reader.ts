import { LRUCache } from 'lru-cache';
import { Archive } from '../archive/archive.js';
import type { Pool, QueryArrayConfig } from 'pg';
import { EVENT_COLUMNS, type EventFields, type StoredEvent, storedEventOf } from './event-row.js';
import { reached } from './reached.js';

const STREAM_PAGE_EVENTS = 500;
/** Whoever reads less at once is not about to read all of it. */
const AHEAD_EVENTS_MIN = 200;
/** Of each who reads, and of all of them. */
const PAGES_AHEAD = 2;
const PAGES_AHEAD_MAX = 8;
const NAMES_MAX = 50_000;
const SIFTED_AT_ONCE = 1_000;

const pageKey = (partition: string, after: number, limit: number): string =>
  `${after} ${limit} ${partition}`;

/** Fields as the text that came, not parsed one by one. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

/**
 * Reads events of a log in pages. It remembers the names of streams, which never change, so that
 * no join is made for each event.
 */
export class EventReader {
  private readonly names = new LRUCache<string, string>({ max: NAMES_MAX });

  private readonly ahead = new LRUCache<string, Promise<readonly StoredEvent[] | undefined>>({
    max: PAGES_AHEAD_MAX,
  });
  private readonly archive: Archive;

  constructor(
    private readonly pool: Pool,
    archiveFolder?: string,
  ) {
    this.archive = new Archive(pool, archiveFolder);
  }

  /**
   * Up to `limit` events of a partition after a position, in order. While one page is worked on, the
   * next two are on their way: one that the database makes, one that this process takes apart. Each
   * counts only if it came full: then nothing can be added to it any more. Nobody reads ahead of `upTo`.
   */
  async partitionPage(
    partition: string,
    afterPosition: number,
    limit: number,
    upTo = Infinity,
  ): Promise<readonly StoredEvent[]> {
    const key = pageKey(partition, afterPosition, limit);
    const ahead = await this.ahead.get(key);
    this.ahead.delete(key);
    const page =
      ahead?.length === limit ? ahead : await this.freshPage(partition, afterPosition, limit);
    const last = page.at(-1);
    if (last !== undefined && page.length === limit && limit >= AHEAD_EVENTS_MIN)
      this.readAhead(partition, { after: last.position, upTo }, limit);
    return page;
  }

  /** Positions have no gaps, so it is known where the page after the next begins. */
  private readAhead(
    partition: string,
    { after: lastPosition, upTo }: { readonly after: number; readonly upTo: number },
    limit: number,
  ): void {
    for (let nth = 0; nth < PAGES_AHEAD; nth += 1) {
      const after = lastPosition + nth * limit;
      const key = pageKey(partition, after, limit);
      if (after >= upTo || this.ahead.has(key)) continue;
      const next = this.freshPage(partition, after, limit).catch(() => undefined);
      this.ahead.set(key, next);
    }
  }

  /** All events of a partition after a position, in pages. */
  async *pages(
    partition: string,
    afterPosition: number,
    { events: pageEvents, upTo = Infinity }: { readonly events: number; readonly upTo?: number },
  ): AsyncGenerator<readonly StoredEvent[]> {
    for (let after = afterPosition; after < upTo;) {
      const page = await this.partitionPage(partition, after, pageEvents, upTo);
      yield page;
      if (page.length < pageEvents) return;
      after = page.at(-1)?.position ?? upTo;
    }
  }

  /** Positions have no gaps: where the table does not go on with the next one, an archived month does. */
  private async freshPage(
    partition: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly StoredEvent[]> {
    const values = [partition, afterPosition, limit];
    const kept = await this.read(partition, 'read-partition', READ_PARTITION, values);
    if (kept[0]?.position === afterPosition + 1) return kept;
    const archived = await this.archive.after(partition, afterPosition, limit);
    const last = archived.at(-1);
    if (last === undefined) return kept;
    if (archived.length === limit) return archived;
    const rest = await this.freshPage(partition, last.position, limit - archived.length);
    return [...archived, ...rest];
  }

  /** The same, of some types alone; an archived month is sifted here. */
  async typesPage(
    partition: string,
    { afterPosition, limit }: { readonly afterPosition: number; readonly limit: number },
    types: readonly string[],
  ): Promise<readonly StoredEvent[]> {
    const page: StoredEvent[] = [];
    for (let after = afterPosition; page.length < limit;) {
      const archived = await this.archive.after(partition, after, SIFTED_AT_ONCE);
      page.push(...archived.filter(({ type }) => types.includes(type)));
      after = archived.at(-1)?.position ?? after;
      if (archived.length > 0) continue;
      const next = await this.archive.firstAfter(partition, after);
      const values = [partition, after, limit - page.length, types, next ?? null];
      page.push(...(await this.read(partition, 'read-types', READ_TYPES, values)));
      if (next === undefined) break;
      after = next - 1;
    }
    return page.slice(0, limit);
  }

  /** The events of a stream after a revision, in order, page by page. */
  async *stream(
    partition: string,
    stream: string,
    afterRevision: number,
  ): AsyncGenerator<StoredEvent> {
    for (let after = afterRevision; ;) {
      const values = [partition, stream, after, STREAM_PAGE_EVENTS];
      const page = await this.read(partition, 'read-stream', READ_STREAM, values);
      const first = page[0]?.revision;
      if (first !== after + 1) yield* this.archive.ofStream(partition, stream, after, first);
      yield* page;
      if (page.length < STREAM_PAGE_EVENTS) return;
      after = page.at(-1)?.revision ?? after;
    }
  }

  private async read(
    partition: string,
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly StoredEvent[]> {
    const query: QueryArrayConfig<unknown[]> = {
      ...{ name, text, values: [...values] },
      ...{ rowMode: 'array', types: AS_TEXT },
    };
    const { rows: found } = await reached(this.pool.query<EventFields>(query));
    await this.learnNames(found);
    return found.map((fields) => storedEventOf(partition, this.names.get(fields[1]) ?? '', fields));
  }

  private async learnNames(rows: readonly EventFields[]): Promise<void> {
    const unknown = new Set<string>();
    for (const [, streamNo] of rows) if (!this.names.has(streamNo)) unknown.add(streamNo);
    if (unknown.size === 0) return;
    const { rows: streams } = await reached(
      this.pool.query<{ stream_no: number; name: string }>({
        name: 'stream-names',
        text: 'select stream_no, name from es.stream where stream_no = any ($1::int[])',
        values: [[...unknown]],
      }),
    );
    for (const { stream_no, name } of streams) this.names.set(String(stream_no), name);
  }
}

const AFTER = `
  select ${EVENT_COLUMNS} from es.event
   where partition_no = (select g.partition_no from es.ledger g where g.partition = $1)
     and position > $2`;

const READ_PARTITION = `${AFTER} order by position limit $3`;

const READ_TYPES = `${AFTER} and type = any ($4::text[])
     and position < coalesce($5, 9223372036854775807) order by position limit $3`;

const READ_STREAM = `
  select ${EVENT_COLUMNS} from es.event
   where stream_no = (select t.stream_no from es.stream t join es.ledger g using (partition_no)
                       where g.partition = $1 and t.name = $2)
     and revision > $3 order by revision limit $4`;
