import { gzipSync } from 'node:zlib';
import { readFiles, writtenFiles } from '../testing/read-files.js';

const files = writtenFiles();
afterAll(files.remove);

const header = 'meter_point_id,channel,interval_start,duration,quantity,unit,quality';
const row = (start: string, quantity = '1') => `H1,CONSUMPTION,${start},PT30M,${quantity},kWh,`;
const csv = (...rows: string[]) => [header, ...rows].join('\n');
const read = (content: string | Uint8Array, options = {}) =>
  readFiles('csv', [files.write('file.csv', content)], options);

describe('plain CSV', () => {
  it('takes Wh, kWh, MWh and kW, and keeps whole Wh', async () => {
    const units = ['Wh', 'kWh', 'MWh', 'kW'].map(
      (unit, index) => `H${index},CONSUMPTION,2026-01-01T00:00:00Z,PT15M,2,${unit},ESTIMATED`,
    );
    const { blocks } = await read(csv(...units));
    expect(blocks.map(({ values }) => values[0])).toEqual([2, 2000, 2_000_000, 500]);
  });

  it('reads offsets, gzip, a byte order mark, UTF-16, CRLF and quotes alike', async () => {
    const text = csv('"H1",CONSUMPTION,2026-01-01T01:00:00+01:00,PT30M,"1",kWh,MEASURED', '');
    const plain = await read(text);
    const variants = [
      gzipSync(text),
      `\uFEFF${text}`,
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      text.replaceAll('\n', '\r\n'),
      text.replace('interval_start', ' Interval_Start  '),
    ];
    for (const variant of variants) expect((await read(variant)).blocks).toEqual(plain.blocks);
    expect(plain.of('reading H1 CONSUMPTION')).toEqual({ '2026-01-01T00:00:00Z': 1000 });
  });

  it('reads a file of its own columns with a mapping', async () => {
    const text = 'meter;when;kwh\nH1;2026-01-01 00:00;1,5\nH1;2026-01-01 24:00;2\n';
    const { of, report } = await read(text, {
      delimiter: ';',
      decimal: ',',
      timeZone: 'America/Bogota',
      columns: { meter_point_id: 'meter', interval_start: 'when', quantity: 'kwh' },
      constants: { channel: 'CONSUMPTION', duration: 'PT1H', unit: 'kWh' },
    });
    expect(report.rejected).toBe(0);
    expect(of('reading H1 CONSUMPTION')).toEqual({
      '2026-01-01T05:00:00Z': 1500,
      '2026-01-02T05:00:00Z': 2000,
    });
  });

  it.each([
    ['offset-missing', row('2026-01-01T00:00:00')],
    ['time-invalid', row('2026-02-30T00:00:00Z')],
    ['time-invalid', row('yesterday')],
    ['value-missing', row('2026-01-01T00:00:00Z', 'Null')],
    ['value-missing', row('2026-01-01T00:00:00Z', '')],
    ['no-number', row('2026-01-01T00:00:00Z', '0x10')],
    ['no-number', row('2026-01-01T00:00:00Z', '0b11')],
    ['negative', row('2026-01-01T00:00:00Z', '-1')],
    ['channel-unknown', row('2026-01-01T00:00:00Z').replace('CONSUMPTION', 'SUN')],
    ['duration-invalid', row('2026-01-01T00:00:00Z').replace('PT30M', '30')],
    ['unit-unknown', row('2026-01-01T00:00:00Z').replace('kWh', 'MJ')],
    ['quality-unknown', `${row('2026-01-01T00:00:00Z')}fine`],
    ['id-invalid', row('2026-01-01T00:00:00Z').replace('H1', 'no id')],
  ])('keeps a row out and says %s: %s', async (code, line) => {
    const { problems, report } = await read(csv(line));
    expect(problems).toMatchObject([{ code, line: 2, severity: 'error' }]);
    expect(report).toMatchObject({ rows: 1, readings: 0, rejected: 1 });
  });

  it('refuses local times that do not exist or exist twice, unless told what to do', async () => {
    const text = csv(
      ...['2026-03-29 01:30', '2026-03-29 02:30', '2026-10-25 01:30', '2026-10-25 02:30'].map(
        (start) => row(start),
      ),
    );
    const options = { timeZone: 'Europe/Berlin' };
    const strict = await read(text, options);
    expect(strict.problems.map(({ code }) => code)).toEqual([
      'local-time-missing',
      'local-time-twice',
    ]);
    expect(strict.report).toMatchObject({ readings: 2, rejected: 2 });
    const starts = async (dst: 'first' | 'second' | 'split') =>
      Object.entries((await read(text, { ...options, dst })).of('reading H1 CONSUMPTION')).slice(2);
    expect(await starts('first')).toEqual([['2026-10-25T00:30:00Z', 1000]]);
    expect(await starts('second')).toEqual([['2026-10-25T01:30:00Z', 1000]]);
    expect(await starts('split')).toEqual([
      ['2026-10-25T00:30:00Z', 500],
      ['2026-10-25T01:30:00Z', 500],
    ]);
  });

  it('reports 25 rows labelled 24:00 as the duplicates they are', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => row('2026-01-01 24:00', String(index)));
    const { report } = await read(csv(...rows), { timeZone: 'UTC' });
    expect(report).toMatchObject({ readings: 1, duplicates: { conflicting: 24 }, rejected: 24 });
  });

  it('counts what is said twice alike, and refuses what is said differently', async () => {
    const start = '2026-01-01T00:00:00Z';
    const { report } = await read(csv(row(start), row(start), row(start, '2')));
    expect(report).toMatchObject({ readings: 1, duplicates: { same: 1, conflicting: 1 } });
  });

  it('refuses a file that jumps back to a month it had finished', async () => {
    const { problems } = await read(
      csv(
        ...['01-01T00', '02-01T00', '03-01T00', '01-01T01'].map((at) => row(`2026-${at}:00:00Z`)),
      ),
    );
    expect(problems).toMatchObject([{ code: 'out-of-order', line: 5 }]);
  });

  it('notices a gap of ten years, intervals of another length and power no home has', async () => {
    const { report } = await read(
      csv(
        row('2010-01-01T00:00:00Z'),
        row('2020-01-01T00:00:00Z', '900'),
        row('2020-01-01T00:30:00Z').replace('PT30M', 'PT15M'),
      ),
    );
    expect(report.problems).toEqual({ implausible: 1, 'gap-of-years': 1, 'interval-misfit': 1 });
    expect(report.gaps.longest).toMatchObject({ from: '2010-01-01T00:30:00Z' });
  });

  it('tells a file of another community', async () => {
    const { problems } = await read(csv(row('2026-01-01T00:00:00Z')), {
      knownMeterPoints: new Set(['H2']),
    });
    expect(problems).toMatchObject([{ code: 'meter-point-unknown' }]);
  });
});

describe('a file that cannot be read', () => {
  const half = gzipSync(csv(row('2026-01-01T00:00:00Z')).repeat(500));

  it.each([
    ['gzip-broken', half.subarray(0, half.length / 2), {}],
    ['encoding-wrong', Buffer.from(`${header}\nBogotá`, 'latin1'), {}],
    ['encoding-wrong', csv(), { encoding: 'klingon' }],
    ['columns-missing', 'a,b\n1,2\n', {}],
    ['quote-not-closed', csv('"H1,CONSUMPTION'), {}],
    ['time-zone-unknown', csv(), { timeZone: 'Mars/Olympus' }],
  ])('says %s and gives nothing', async (code, content, options) => {
    await expect(read(content, options)).rejects.toMatchObject({ name: 'UnreadableInput', code });
  });

  it('may be read with the encoding it has', async () => {
    const text = Buffer.from(csv(row('2026-01-01T00:00:00Z')).replace('H1', 'H1'), 'latin1');
    expect((await read(text, { encoding: 'latin1' })).report.readings).toBe(1);
  });

  it('may not be there', async () => {
    await expect(readFiles('csv', ['nowhere.csv'])).rejects.toThrow('there is no such file');
  });
});
