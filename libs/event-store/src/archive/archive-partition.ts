import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { chain, GENESIS, leafOf } from '../hash-chain.js';
import type { EventReader } from '../postgres/event-reader.js';
import type { StoredEvent } from '../postgres/event-row.js';
import { type ArchivedMonth, type ArchiveProgress, ArchiveRefused } from './archived-month.js';
import { readRowGroup, ROW_GROUP_EVENTS, writeMonthFile } from './month-file.js';

/** A month's positions of one partition: without a gap, since time never goes back in one. */
export interface MonthRange {
  readonly month: string;
  readonly partition: string;
  readonly partitionNo: number;
  readonly first: number;
  readonly last: number;
}

export interface ArchivePlace {
  readonly reader: EventReader;
  readonly folder: string;
  readonly onProgress: (progress: ArchiveProgress) => void;
}

/** Writes a month of one partition into its file, reads it back, and follows the chain through it. */
export const archivePartition = async (
  place: ArchivePlace,
  range: MonthRange,
): Promise<ArchivedMonth> => {
  const { first, last, month, partition } = range;
  const file = join(
    month,
    `${encodeURIComponent(partition).slice(0, 100)}-${range.partitionNo}.parquet`,
  );
  const path = join(place.folder, file);
  const hashBefore = await hashAt(place.reader, partition, first - 1);
  const hash = await hashAt(place.reader, partition, last);
  const about = { format: 'trueque-events/1', partition, month, hashBefore, hash };
  await mkdir(dirname(path), { recursive: true });
  await writeMonthFile(`${path}.new`, about, pagesOf(place, range));
  await follow(`${path}.new`, place, { ...range, hashBefore, hash });
  await keep(`${path}.new`, path);
  return {
    ...{ month, partition, firstPosition: first, lastPosition: last, hashBefore, hash, file },
    ...{ bytes: (await stat(path)).size, fileDigest: await digestOf(path) },
  };
};

const hashAt = async (reader: EventReader, partition: string, position: number) => {
  if (position === 0) return GENESIS;
  const [event] = await reader.partitionPage(partition, position - 1, 1);
  if (event?.position !== position)
    throw new ArchiveRefused(`event ${position} of ${partition} is missing`);
  return event.hash;
};

async function* pagesOf(
  { onProgress, reader }: ArchivePlace,
  { first, last, month, partition }: MonthRange,
): AsyncGenerator<readonly StoredEvent[]> {
  for (let after = first - 1; after < last; after += ROW_GROUP_EVENTS) {
    const limit = Math.min(ROW_GROUP_EVENTS, last - after);
    yield await reader.partitionPage(partition, after, limit);
    onProgress({ month, partition, step: 'writing', events: after + limit - first + 1 });
  }
}

/** The file must hold the chain from the hash before it to the one the table ends in. */
const follow = async (
  path: string,
  { onProgress }: ArchivePlace,
  { month, partition, ...range }: MonthRange & Pick<ArchivedMonth, 'hash' | 'hashBefore'>,
): Promise<void> => {
  let before = range.hashBefore;
  let position = range.first - 1;
  for (let group = 0; position < range.last; group += 1) {
    const events = await readRowGroup(path, partition, group);
    for (const event of events) {
      before = chain(before, event, leafOf(event));
      position += 1;
      if (event.position !== position || event.hash !== before)
        throw new ArchiveRefused(`event ${position} of ${partition} is not what was recorded`);
    }
    if (events.length === 0) throw new ArchiveRefused(`${path} ends after ${position}`);
    onProgress({ month, partition, step: 'verifying', events: position - range.first + 1 });
  }
  if (before !== range.hash) throw new ArchiveRefused(`${path} does not end as the table does`);
};

/** On the disk before its name is: a file that is there is whole. */
const keep = async (unfinished: string, path: string): Promise<void> => {
  await sync(unfinished);
  await rename(unfinished, path);
  await sync(dirname(path));
};

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
};

const digestOf = async (path: string): Promise<string> => {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex');
};
