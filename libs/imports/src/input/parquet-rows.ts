import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { CsvRow } from './csv-rows.js';
import type { SourceFile } from './source-file.js';
import { UnreadableInput } from './unreadable-input.js';

/** Rows that are in memory at one time. */
const ROWS_AT_ONCE = 10_000;
/** A row group is unpacked whole; a larger one is not for reading in constant memory. */
const GROUP_BYTES_MAX = 1 << 29;

/** Some rows of a Parquet file, each cell as the text that a CSV file would have. */
export interface ParquetRows {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** Reads a Parquet file some rows at a time; rows are counted from 1. */
export async function* parquetRows(source: SourceFile): AsyncGenerator<ParquetRows> {
  for await (const _ of source.bytes()) continue; // So that whoever tells files apart hears its bytes.
  try {
    const file = await asyncBufferFromFile(source.path);
    const metadata = await parquetMetadataAsync(file);
    const columns = columnsOf(metadata, source.path);
    const rowsCount = Number(metadata.num_rows);
    for (let rowStart = 0; rowStart < rowsCount; rowStart += ROWS_AT_ONCE) {
      const rowEnd = Math.min(rowsCount, rowStart + ROWS_AT_ONCE);
      const read = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors });
      const rows = read.map((record, index) => ({
        line: rowStart + index + 1,
        cells: columns.map((column) => textOf(record[column])),
      }));
      yield { columns, rows };
    }
  } catch (error) {
    if (error instanceof UnreadableInput) throw error;
    throw broken(source.path, error instanceof Error ? error.message : String(error));
  }
}

const columnsOf = ({ schema, row_groups: groups }: FileMetaData, path: string): string[] => {
  for (const { total_byte_size: bytes } of groups)
    if (Number(bytes) > GROUP_BYTES_MAX)
      throw broken(path, `a row group is larger than ${GROUP_BYTES_MAX} bytes`);
  return schema.slice(1).map(({ name }) => name);
};

/** Snappy is read by the library itself. */
const compressors = {
  GZIP: (input: Uint8Array) =>
    new Uint8Array(gunzipSync(input, { maxOutputLength: GROUP_BYTES_MAX })),
  BROTLI: (input: Uint8Array) =>
    new Uint8Array(brotliDecompressSync(input, { maxOutputLength: GROUP_BYTES_MAX })),
};

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString().replace('.000Z', 'Z') : String(value);
};

const broken = (path: string, why: string): UnreadableInput =>
  new UnreadableInput('parquet-broken', path, `this is no Parquet file that can be read (${why})`);
