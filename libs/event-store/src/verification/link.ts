import type { Pool } from 'pg';
import { chain, GENESIS, leafOf } from '../hash-chain.js';
import { EventReader } from '../postgres/event-reader.js';
import type { StoredEvent } from '../postgres/event-row.js';

const PAGE_EVENTS = 1_000;

/** An event as a link of the chain: what it says it is, and what its bytes are. */
export interface Link {
  readonly position: number;
  readonly type: string;
  readonly version: number;
  /** Exact text of the data. */
  readonly text: string;
  readonly recordedAt: string;
  /** Hex, as the hash. */
  readonly leaf: string;
  /** As stored. */
  readonly hash: string;
}

/** All links after a position, up to another, in order, page by page. */
export async function* readLinks(
  log: Pool,
  partition: string,
  afterPosition: number,
  upTo = Infinity,
): AsyncGenerator<Link> {
  const pages = readerOf(log).pages(partition, afterPosition, { events: PAGE_EVENTS, upTo });
  for await (const page of pages)
    for (const event of page) {
      if (event.position > upTo) return;
      yield linkOf(event);
    }
}

/** Stored hashes alone, for a search through the whole partition. */
export async function* readHashes(
  log: Pool,
  partition: string,
): AsyncGenerator<{ readonly position: number; readonly hash: string }> {
  for (let after = 0; ;) {
    const { rows } = await log.query<{ position: string; hash: string }>(READ_HASHES, [
      partition,
      after,
      PAGE_EVENTS,
    ]);
    for (const { position, hash } of rows) yield { position: Number(position), hash };
    if (rows.length < PAGE_EVENTS) return;
    after = Number(rows.at(-1)?.position);
  }
}

/** Whether the link's stored hash is the one it had at this position, after this hash. */
export const fits = (link: Link, before: string, position: number): boolean =>
  chain(before, { position, recordedAt: link.recordedAt }, link.leaf) === link.hash;

export const hashBefore = async (
  log: Pool,
  partition: string,
  position: number,
): Promise<string> => {
  if (position <= 1) return GENESIS;
  const [before] = await readerOf(log).partitionPage(partition, position - 2, 1);
  return before?.hash ?? GENESIS;
};

/** One for all spans of a verification: it remembers names of streams. */
const readerOf = (log: Pool): EventReader => {
  const reader = readers.get(log) ?? new EventReader(log);
  readers.set(log, reader);
  return reader;
};

const readers = new WeakMap<Pool, EventReader>();

const linkOf = (event: StoredEvent): Link => ({
  position: event.position,
  type: event.type,
  version: event.version,
  text: event.text,
  recordedAt: event.recordedAt,
  hash: event.hash,
  leaf: leafOf(event),
});

const IN_PARTITION = `
  where e.partition_no = (select g.partition_no from es.ledger g where g.partition = $1)
    and e.position > $2 order by e.position limit $3`;

const READ_HASHES = `select e.position, encode(e.hash, 'hex') as hash from es.event e ${IN_PARTITION}`;
