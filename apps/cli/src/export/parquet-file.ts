import type { ExportColumn } from '@trueque/reporting';
import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { gzipSync } from 'node:zlib';

type Kind = Omit<SchemaElement, 'name'>;

const TEXT: Kind = { type: 'BYTE_ARRAY', converted_type: 'UTF8' };

interface Kept {
  readonly kind: Kind;
  readonly of: (value: unknown) => unknown;
}

/** Whole numbers stay whole: 10⁻⁹ currency too, which fits into 64 bits up to nine billion. */
const KEPT: Readonly<Record<ExportColumn['type'], Kept>> = {
  text: { kind: TEXT, of: String },
  int: { kind: { type: 'INT32' }, of: Number },
  bigint: { kind: { type: 'INT64' }, of: (value) => BigInt(String(value)) },
  numeric: { kind: { type: 'INT64' }, of: (value) => fitting(BigInt(String(value))) },
  'double precision': { kind: { type: 'DOUBLE' }, of: Number },
  timestamptz: {
    kind: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
    of: (value) => new Date(String(value)),
  },
  json: { kind: TEXT, of: (value) => JSON.stringify(value) },
};

const fitting = (value: bigint): bigint => {
  if (BigInt.asIntN(64, value) !== value)
    throw new RangeError(`${value} is too large for a column of 64 bits: export as csv`);
  return value;
};

/** Writes rows to a file as they come, a row group a page. */
export const writeParquet = async (
  path: string,
  columns: readonly ExportColumn[],
  pages: AsyncIterable<readonly object[]>,
): Promise<void> => {
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [{ name: 'row', num_children: columns.length }, ...columns.map(schemaOf)],
    codec: 'GZIP',
    compressors: { GZIP: (input) => gzipSync(input) },
  });
  for await (const rows of pages) {
    const values = rows.map((row) => new Map<string, unknown>(Object.entries(row)));
    await writer.write({
      columnData: columns.map(({ name, type }) => ({
        name,
        data: values.map((row) => kept(row.get(name) ?? null, type)),
      })),
      rowGroupSize: Math.max(1, rows.length),
    });
  }
  await writer.finish();
};

const schemaOf = ({ name, nullable, type }: ExportColumn): SchemaElement => ({
  ...{ name, repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED' },
  ...KEPT[type].kind,
});

const kept = (value: unknown, type: ExportColumn['type']): unknown =>
  value === null ? null : KEPT[type].of(value);
