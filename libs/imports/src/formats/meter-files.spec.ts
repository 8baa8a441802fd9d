import { qualitiesOf } from '../domain/quality-runs.js';
import { fixture, readFiles, writtenFiles } from '../testing/read-files.js';

const files = writtenFiles();
afterAll(files.remove);

describe('NEM12', () => {
  const read = () => readFiles('nem12', [fixture('nem12/two-meters.csv')]);

  it('turns the words of the grid into those of the home: E is taken, B is fed in', async () => {
    const { report, of } = await read();
    expect(report.channels.map(({ channel, energyKwh }) => [channel, energyKwh])).toEqual([
      ['GRID_EXPORT', 5],
      ['GRID_IMPORT', 24 + 48 + 28.8],
    ]);
    expect(of('reading QAAAVZZZZZ GRID_IMPORT')['2026-02-28T14:00:00Z']).toBe(500);
  });

  it('puts 400 ranges where they belong, in whatever order they come', async () => {
    const { blocks } = await read();
    const block = blocks.find(
      ({ series, startMs }) =>
        series === 'reading QAAAVZZZZZ GRID_IMPORT' &&
        startMs === Date.parse('2026-02-28T14:00:00Z'),
    );
    const march = blocks.filter(({ series }) => series === 'reading QAAAVZZZZZ GRID_IMPORT');
    const qualities = march.flatMap((month) => qualitiesOf(month.quality)).slice(48);
    expect(block).toBeDefined();
    expect([qualities[0], qualities[29], qualities[30], qualities[47]]).toEqual([
      'ADJUSTED',
      'MEASURED',
      'ESTIMATED',
      'ESTIMATED',
    ]);
  });

  it('lets a later update of a day supersede the earlier, and reads no reactive energy', async () => {
    const { report, of } = await read();
    expect(report).toMatchObject({ superseded: 96, rejected: 0, homes: 2 });
    expect(of('reading NAAAVZZZZ2 GRID_IMPORT')['2026-02-28T14:00:00Z']).toBe(300);
    expect(Object.keys(report.notes)).toContain(
      'register Q1 in KVARH is not energy taken or fed in, not read',
    );
  });

  it('says which interval has no quality, which range fits nothing, which row is short', async () => {
    const values = Array.from({ length: 48 }, () => '1').join(',');
    const path = files.write(
      'bad.csv',
      [
        '200,N1,E1,E1,E1,N1,M,KWH,30,',
        `300,20260301,${values},V,,,20260302010203,`,
        '400,1,47,A,,',
        '400,50,51,A,,',
        '300,20260302,1,2,A,,,20260302010203,',
        '777,what',
      ].join('\r\n'),
    );
    const { problems, report } = await readFiles('nem12', [path]);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['quality-range', 4],
      ['quality-range', 2],
      ['value-count', 5],
      ['record-unknown', 6],
    ]);
    expect(report.notes['there is no 100 record, read all the same']).toBe(1);
  });

  it('is not every CSV file', async () => {
    const path = files.write('other.csv', 'a,b,c\n1,2,3\n');
    await expect(readFiles('nem12', [path])).rejects.toThrow('has no NEM12 records');
  });

  it('suspects a direction that is swapped when the sun shines at night', async () => {
    const night = Array.from({ length: 48 }, (_, half) => (half < 8 ? '2' : '0')).join(',');
    const path = files.write(
      'swapped.csv',
      `100,NEM12,202603030001,A,B\n200,N1,B1,B1,B1,N1,M,KWH,30,\n300,20260301,${night},A,,,20260302010203,\n900\n`,
    );
    const { report } = await readFiles('nem12', [path]);
    expect(report.problems).toEqual({ 'generation-at-night': 1 });
  });
});

describe('Green Button', () => {
  it('joins blocks to reading types that stand after them, and counts on where no time is given', async () => {
    const { report, of } = await readFiles('green-button', [fixture('green-button/feed.xml')]);
    expect(report).toMatchObject({ rows: 4, readings: 4, rejected: 0, homes: 1 });
    expect(of('reading 01 GRID_IMPORT')).toEqual({
      '2012-03-01T05:00:00Z': 282,
      '2012-03-01T06:00:00Z': 323,
    });
    expect(of('reading 01 GRID_EXPORT')).toEqual({
      '2012-03-01T12:00:00Z': 500,
      '2012-03-01T12:15:00Z': 700,
    });
  });

  it('reads no file with a document type: it could be a bomb, or read other files', async () => {
    const bomb = files.write(
      'bomb.xml',
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><feed>&lol2;</feed>',
    );
    await expect(readFiles('green-button', [bomb])).rejects.toMatchObject({
      code: 'xml-forbidden',
    });
    const broken = files.write('broken.xml', '<feed><entry></feed>');
    await expect(readFiles('green-button', [broken])).rejects.toMatchObject({ code: 'xml-broken' });
  });

  const feed = (type: string, reading: string) =>
    `<feed><entry><link rel="self" href="ReadingType/1"/><content><ReadingType>${type}</ReadingType></content></entry>
     <entry><link rel="self" href="x/UsagePoint/7/MeterReading/1/IntervalBlock/1"/><content><IntervalBlock><interval><start>1330578000</start></interval>
     <IntervalReading>${reading}</IntervalReading></IntervalBlock></content></entry></feed>`;
  const hour = '<timePeriod><duration>3600</duration><start>1330578000</start></timePeriod>';
  const wattHours = '<uom>72</uom><flowDirection>1</flowDirection>';

  it.each([
    ['unit-unknown', '<uom>42</uom><flowDirection>1</flowDirection>', `${hour}<value>1</value>`],
    ['direction-unknown', '<uom>72</uom>', `${hour}<value>1</value>`],
    ['accumulation-unknown', `${wattHours}<accumulationBehaviour>3</accumulationBehaviour>`, hour],
    ['value-missing', wattHours, hour],
    ['negative', wattHours, `${hour}<value>-5</value>`],
    ['duration-invalid', wattHours, '<value>5</value>'],
  ])('reports %s', async (code, type, reading) => {
    const path = files.write('feed.xml', feed(type, reading));
    const { problems } = await readFiles('green-button', [path]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('tells the direction of a net meter by the sign', async () => {
    const path = files.write(
      'net.xml',
      feed('<uom>72</uom><flowDirection>4</flowDirection>', `${hour}<value>-1500</value>`),
    );
    const { of } = await readFiles('green-button', [path]);
    expect(of('reading 7 GRID_EXPORT')).toEqual({ '2012-03-01T05:00:00Z': 1500 });
  });
});
