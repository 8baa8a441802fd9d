import { isoInstant } from '@trueque/kernel';
import {
  asyncBufferFromFile,
  type Compressors,
  parquetMetadataAsync,
  parquetReadObjects,
  type SchemaElement,
} from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { StoredEvent } from '../postgres/event-row.js';

/** Events that are written, and later read, at once. */
export const ROW_GROUP_EVENTS = 2_000;

interface Column {
  readonly schema: SchemaElement;
  readonly of: (event: StoredEvent) => unknown;
}

const column = (
  name: string,
  schema: Omit<SchemaElement, 'name'>,
  of: (event: StoredEvent) => unknown,
): Column => ({ schema: { name, repetition_type: 'REQUIRED', ...schema }, of });

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const INSTANT = { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' } as const;
const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

/** All that the table keeps, under its names; `data` is the very text that was hashed. */
const COLUMNS: readonly Column[] = [
  column('position', { type: 'INT64' }, ({ position }) => BigInt(position)),
  column('stream', TEXT, ({ stream }) => stream),
  column('revision', { type: 'INT32' }, ({ revision }) => revision),
  column('id', TEXT, ({ id }) => id),
  column('type', TEXT, ({ type }) => type),
  column('version', { type: 'INT32' }, ({ version }) => version),
  column('occurred_at', INSTANT, ({ occurredAt }) => new Date(occurredAt)),
  column('recorded_at', INSTANT, ({ recordedAt }) => new Date(recordedAt)),
  column('caused_by', TEXT, ({ causedBy }) => causedBy),
  column('correlation_id', TEXT, ({ correlationId }) => correlationId),
  column('actor', TEXT, ({ actor }) => actor),
  column('command_digest', { type: 'BYTE_ARRAY' }, ({ commandDigest }) =>
    bytes(commandDigest ?? ''),
  ),
  column('hash', { type: 'BYTE_ARRAY' }, ({ hash }) => bytes(hash)),
  column('data', TEXT, ({ text }) => text),
];

interface Row {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly caused_by: string;
  readonly correlation_id: string;
  readonly actor: string;
  readonly command_digest: Uint8Array;
  readonly hash: Uint8Array;
  readonly data: string;
}

const GZIP: Compressors = { GZIP: (input) => gunzipSync(input) };

/** Writes a month of one partition as a Parquet file; what describes it stands in its footer. */
export const writeMonthFile = async (
  path: string,
  about: Readonly<Record<string, string>>,
  groups: AsyncIterable<readonly StoredEvent[]>,
): Promise<void> => {
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [
      { name: 'event', num_children: COLUMNS.length },
      ...COLUMNS.map(({ schema }) => schema),
    ],
    codec: 'GZIP',
    compressors: { GZIP: (input) => gzipSync(input) },
    kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
  });
  for await (const events of groups)
    await writer.write({
      columnData: COLUMNS.map(({ schema: { name }, of }) => ({ name, data: events.map(of) })),
      rowGroupSize: ROW_GROUP_EVENTS,
    });
  await writer.finish();
};

/** The events of one row group of a file, from 0 on, as they were kept; none after the last one. */
export const readRowGroup = async (
  path: string,
  partition: string,
  group: number,
): Promise<readonly StoredEvent[]> => {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const rowStart = group * ROW_GROUP_EVENTS;
  const rowEnd = Math.min(rowStart + ROW_GROUP_EVENTS, Number(metadata.num_rows));
  if (rowStart >= rowEnd) return [];
  const options = { file, metadata, rowStart, rowEnd, compressors: GZIP, utf8: false };
  const rows = (await parquetReadObjects(options)) as unknown as readonly Row[];
  return rows.map((row) => storedEventOf(partition, row));
};

const storedEventOf = (partition: string, row: Row): StoredEvent => ({
  partition,
  position: Number(row.position),
  stream: row.stream,
  revision: row.revision,
  id: row.id,
  type: row.type,
  version: row.version,
  occurredAt: isoInstant(row.occurred_at.getTime()),
  recordedAt: isoInstant(row.recorded_at.getTime()),
  causedBy: row.caused_by,
  correlationId: row.correlation_id,
  actor: row.actor,
  commandDigest: hexOf(row.command_digest) || null,
  text: row.data,
  hash: hexOf(row.hash),
});

const hexOf = (bytesRead: Uint8Array): string => Buffer.from(bytesRead).toString('hex');
