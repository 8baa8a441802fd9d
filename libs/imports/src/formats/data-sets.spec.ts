import { join } from 'node:path';
import { fixture, readFiles, writtenFiles } from '../testing/read-files.js';

const demo = join(__dirname, '../../../../demo/citylearn2022');
const files = writtenFiles();
afterAll(files.remove);

describe('Smart-Grid Smart-City', () => {
  const read = () => readFiles('sgsc', [fixture('sgsc/CD_INTERVAL_READING_2homes.csv.gz')]);

  it('places labels that summer time repeats by their calendar key', async () => {
    const { report, of } = await read();
    expect(report).toMatchObject({
      rows: 30,
      homes: 2,
      readings: 30,
      rejected: 0,
      duplicates: { same: 0, conflicting: 0 },
      gaps: { missing: 0, seriesComplete: 2 },
      clockChanges: [{ date: '2013-10-06', hours: 23 }],
    });
    const starts = Object.keys(of('reading 10006414 CONSUMPTION'));
    expect(starts).toHaveLength(15);
    expect([starts[0], starts.at(-1)]).toEqual(['2013-10-05T12:00:00Z', '2013-10-05T19:00:00Z']);
    expect(report.notes['label repeated at the start of summer time, placed by CALENDAR_KEY']).toBe(
      4,
    );
  });

  it('makes no readings of generation that is zero, and says so', async () => {
    const { report } = await read();
    expect(report.notes['GROSS_GENERATION_KWH is zero, no reading made of it']).toBe(30);
    expect(report.channels.map(({ channel }) => channel)).toEqual(['CONSUMPTION']);
  });
});

describe('CityLearn', () => {
  it('tells time by the row, and sun by the size of the roof', async () => {
    const { report, of } = await readFiles('citylearn', [
      join(demo, 'Building_1.csv'),
      join(demo, 'pricing.csv'),
    ]);
    expect(report).toMatchObject({ rows: 672, homes: 1, readings: 672, prices: 336, rejected: 0 });
    expect(report.span).toEqual({ from: '2016-08-01T07:00:00Z', to: '2016-08-15T07:00:00Z' });
    expect(of('reading Building_1 CONSUMPTION')['2016-08-01T07:00:00Z']).toBe(2276);
    expect(report.priceTotals).toMatchObject([{ leastPerKwh: 0.22, greatestPerKwh: 0.54 }]);
  });

  const header = 'month,hour,non_shiftable_load,solar_generation';
  const year = [header, ...Array.from({ length: 5400 }, (_, row) => `1,1,${row % 10},0`)].join(
    '\n',
  );
  const schema = JSON.stringify({
    buildings: { Building_1: { pv: { attributes: { nominal_power: 4 } } } },
  });

  it('takes the merged hour of autumn as the first, and keeps the invented one of spring out', async () => {
    files.write('schema.json', schema);
    const { report, problems } = await readFiles('citylearn', [
      files.write('Building_1.csv', year),
    ]);
    expect(report).toMatchObject({ rows: 5400, rejected: 0, warnings: 2 });
    expect(report.readings).toBe(2 * 5399);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['local-time-twice', 2331],
      ['local-time-missing', 5356],
    ]);
  });

  it('refuses both hours where the person who imports says so', async () => {
    files.write('schema.json', schema);
    const path = files.write('Building_1.csv', year);
    const { report } = await readFiles('citylearn', [path], { dst: 'reject' });
    expect(report.rejected).toBe(2);
  });

  it('cannot know how much sun there was without the description of the roof', async () => {
    const elsewhere = writtenFiles();
    const path = elsewhere.write('Building_1.csv', year);
    await expect(readFiles('citylearn', [path])).rejects.toThrow('needs schema_buildings.json');
    elsewhere.remove();
  });
});

describe('SimBench', () => {
  it('adds the loads at a bus up to one customer, and knows that two o’clock did not exist', async () => {
    const { report, of } = await readFiles('simbench', [fixture('simbench')]);
    expect(report).toMatchObject({ homes: 3, rejected: 0, gaps: { missing: 0 } });
    expect(report.rows).toBe(32);
    const [customer] = Object.values(of('reading LV5.201.Bus.32 CONSUMPTION'));
    expect(customer).toBe(6);
    expect(report.clockChanges).toEqual([{ date: '2016-03-27', hours: 23 }]);
  });

  it('is a folder: a file of it alone is not enough', async () => {
    const path = files.write('LoadProfile.csv', 'time\n');
    await expect(readFiles('simbench', [path])).rejects.toThrow(
      'there is no Load.csv; give the folder',
    );
  });
});

describe('Ausgrid', () => {
  const path = fixture('ausgrid/customer12_clock-changes.csv');

  it('halves the sum that the repeated hour holds, and keeps the zeros of the missing one out', async () => {
    const { report, of } = await readFiles('ausgrid', [path]);
    expect(report).toMatchObject({ rows: 96, homes: 1, readings: 192, rejected: 0, warnings: 4 });
    const load = of('reading customer12 CONSUMPTION');
    expect(load['2012-03-31T15:00:00Z']).toBe(load['2012-03-31T16:00:00Z']);
    expect(load['2011-10-01T15:30:00Z']).toBeDefined();
    expect(Object.keys(load)).toHaveLength(96);
  });

  it('refuses doubtful local times where no policy is wanted', async () => {
    const { report } = await readFiles('ausgrid', [path], { dst: 'reject' });
    expect(report.problems).toEqual({ 'local-time-missing': 2, 'local-time-twice': 2 });
    expect(report.rejected).toBe(4);
  });
});

describe('prices', () => {
  it('of AEMO carry the end of their interval as label, at UTC+10', async () => {
    const { report, of } = await readFiles('aemo', [fixture('prices/aemo_202501_NSW.csv')]);
    expect(report).toMatchObject({ rows: 12, prices: 12, intervalMinutes: [5] });
    expect(of('price NSW1 AUD')['2024-12-31T14:00:00Z']).toBe(138_030);
  });

  it('of AEMO before October 2021 are half-hourly, with quoted dates', async () => {
    const { report } = await readFiles('aemo', [fixture('prices/aemo_200901_SA1.csv')]);
    expect(report).toMatchObject({ rows: 4, intervalMinutes: [30] });
    expect(report.span?.from).toBe('2008-12-31T14:00:00Z');
  });

  it('of Elexon have 50 settlement periods in autumn and 46 in spring', async () => {
    const { report, of } = await readFiles('elexon', [fixture('prices/elexon_clock-changes.csv')]);
    expect(report).toMatchObject({ rows: 96, prices: 192, rejected: 0 });
    const starts = Object.keys(of('price GB-SSP GBP')).sort();
    expect(starts.slice(0, 1)).toEqual(['2016-10-29T23:00:00Z']);
    expect(starts.at(-1)).toBe('2017-03-26T22:30:00Z');
  });

  it('of Elexon do not have a settlement period 49 on any other day', async () => {
    const path = files.write(
      'elexon.csv',
      'Settlement Date,Settlement Period,System Sell Price(£/MWh),System Buy Price(£/MWh)\n05/06/2016,49,1,1\n26/03/2017,47,1,1\n',
    );
    const { problems } = await readFiles('elexon', [path]);
    expect(problems.map(({ message }) => message)).toEqual([
      '05/06/2016 has settlement periods 1 to 48, not 49',
      '26/03/2017 has settlement periods 1 to 46, not 47',
    ]);
  });

  it('of the dynamic tariff are words', async () => {
    const path = files.write(
      'tariffs.csv',
      'TariffDateTime,Tariff\n2013-01-01 00:00:00,Normal\n2013-01-01 00:30:00,High\n2013-01-01 01:00:00,Dear\n',
    );
    const { report } = await readFiles('lcl-dtou', [path]);
    expect(report).toMatchObject({ prices: 2, problems: { 'tariff-unknown': 1 } });
    expect(report.priceTotals).toMatchObject([{ leastPerKwh: 0.1176, greatestPerKwh: 0.672 }]);
  });
});
