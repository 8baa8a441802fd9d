import { parquetWriteBuffer } from 'hyparquet-writer';
import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { fixture, readFiles, writtenFiles } from '../testing/read-files.js';

const files = writtenFiles();
afterAll(files.remove);

/** A zip container as the format says: local headers, the files, the central directory. */
const zipOf = (
  entries: readonly (readonly [name: string, content: Buffer])[],
  claimed?: number,
) => {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimed ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    centrals.push(Buffer.from('PK\x01\x02\x14\x00'), fields, place, Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
};

describe('a zip container', () => {
  const nem12 = readFileSync(fixture('nem12/two-meters.csv'));
  const read = (content: Buffer) => readFiles('nem12', [files.write('NEM12.zip', content)]);

  it('is read as the files in it', async () => {
    const plain = await readFiles('nem12', [fixture('nem12/two-meters.csv')]);
    const { report, blocks } = await read(zipOf([['MDFF/NEM12_1.csv', nem12]]));
    expect(blocks).toEqual(plain.blocks);
    expect(report.files[0]).toMatch(/NEM12\.zip\/MDFF\/NEM12_1\.csv$/);
    const twice = await read(zipOf(['a.csv', 'b.csv'].map((name) => [name, nem12] as const)));
    expect(twice.report).toMatchObject({
      rows: 2 * plain.report.rows,
      readings: plain.report.readings,
    });
  });

  it('is refused where it is damaged, or holds more than it says', async () => {
    const whole = zipOf([['a.csv', nem12]]);
    await expect(read(whole.subarray(0, whole.length - 30))).rejects.toMatchObject({
      code: 'zip-broken',
    });
    await expect(read(zipOf([['a.csv', nem12]], 10))).rejects.toMatchObject({ code: 'zip-broken' });
  });
});

describe('a file that can be a bomb', () => {
  it('is refused when it unpacks without end', async () => {
    const header = 'meter_point_id,channel,interval_start,duration,quantity,unit\n';
    const text = Buffer.concat([Buffer.from(header), Buffer.alloc(80 << 20, '\n')]);
    const path = files.write('bomb.csv.gz', gzipSync(text, { level: 9 }));
    await expect(readFiles('csv', [path])).rejects.toMatchObject({ code: 'unpacks-without-end' });
  });

  it('is refused when a line of it has no end', async () => {
    const path = files.write('line.csv.gz', gzipSync(Buffer.alloc(4 << 20, 'a')));
    await expect(readFiles('csv', [path])).rejects.toMatchObject({ code: 'line-without-end' });
  });
});

describe('a Parquet file', () => {
  const starts = ['2026-01-01T00:00:00Z', '2026-01-01T00:30:00Z', '2026-01-01T01:00:00Z'];
  const quantities = [1.5, 0, 2.25];
  const text = (name: string, value: string) => ({
    name,
    data: starts.map(() => value),
    type: 'STRING' as const,
  });
  const columns = [
    text('meter_point_id', 'H1'),
    text('channel', 'CONSUMPTION'),
    text('duration', 'PT30M'),
    text('unit', 'kWh'),
    { name: 'quantity', data: quantities, type: 'DOUBLE' as const },
  ];
  const write = (start: object) =>
    files.write(
      'readings.parquet',
      new Uint8Array(parquetWriteBuffer({ columnData: [...columns, start] as never })),
    );

  it.each([
    [
      'timestamps',
      { name: 'interval_start', data: starts.map((at) => new Date(at)), type: 'TIMESTAMP' },
    ],
    ['texts', { name: 'interval_start', data: starts, type: 'STRING' }],
  ])('has the columns of csv, with %s', async (_, start) => {
    const { report, of } = await readFiles('parquet', [write(start)]);
    expect(report).toMatchObject({ rows: 3, readings: 3, rejected: 0 });
    expect(of('reading H1 CONSUMPTION')).toEqual(
      Object.fromEntries(starts.map((at, index) => [at, quantities[index]! * 1000])),
    );
  });

  it('may have other columns, and says which are missing', async () => {
    const path = write({ name: 'at', data: starts, type: 'STRING' });
    await expect(readFiles('parquet', [path])).rejects.toMatchObject({ code: 'columns-missing' });
    const { report } = await readFiles('parquet', [path], { columns: { interval_start: 'at' } });
    expect(report.readings).toBe(3);
  });

  it('is no other file, and no half of one', async () => {
    const path = files.write('no.parquet', 'meter_point_id,channel\n');
    await expect(readFiles('parquet', [path])).rejects.toMatchObject({ code: 'parquet-broken' });
    const whole = readFileSync(write({ name: 'interval_start', data: starts, type: 'STRING' }));
    const half = files.write('half.parquet', whole.subarray(0, whole.length / 2));
    await expect(readFiles('parquet', [half])).rejects.toMatchObject({ code: 'parquet-broken' });
  });
});
