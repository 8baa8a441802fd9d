import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli, caseFile, type Ended, keptCli, runCli } from '../testing/built-cli.js';
import { settledHarbour } from '../testing/settled-harbour.js';

const cli = keptCli();
const fixtures = join(__dirname, '../../../../libs/imports/fixtures');
const folder = mkdtempSync(join(tmpdir(), 'trueque-history-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const documentOf = ({ stdout }: Ended) => JSON.parse(stdout);

const header = 'meter_point_id,channel,interval_start,duration,quantity,unit,quality';
const readings = (...quantities: readonly string[]) =>
  [
    header,
    ...quantities.map(
      (quantity, half) => `H1,CONSUMPTION,2026-01-01T0${half}:00:00Z,PT1H,${quantity},kWh,MEASURED`,
    ),
  ].join('\n');

beforeAll(buildCli, 120_000);

describe('trueque import --dry-run', () => {
  it('needs no database, and prints what it found', async () => {
    const file = join(fixtures, 'sgsc/CD_INTERVAL_READING_2homes.csv.gz');
    const ended = await runCli(['import', file, '--format', 'sgsc', '--dry-run', '--json']);
    expect(ended.code).toBe(0);
    expect(documentOf(ended)).toMatchObject({ rows: 30, homes: 2, rejected: 0, dryRun: true });
  });

  it('says which rows are kept out, and writes them down', async () => {
    const rejects = join(folder, 'rejects.csv');
    const file = written('bad.csv', readings('1', 'Null', '-2'));
    const args = ['import', file, '--format', 'csv', '--dry-run', '--rejects', rejects];
    const ended = await cli(args);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('kept out: 2');
    const lines = readFileSync(rejects, 'utf8').trim().split('\n');
    expect(lines.map((line) => line.split(',').slice(0, 3).join())).toEqual([
      'line,column,code',
      '3,quantity,value-missing',
      '4,quantity,negative',
    ]);
  });

  it('ends with 2 where a file cannot be read, or where it is not said what to do', async () => {
    const missing = await cli(['import', 'nowhere.csv', '--format', 'csv', '--dry-run', '--json']);
    expect(missing.code).toBe(2);
    expect(documentOf(missing)).toMatchObject({ error: 'file-unreadable' });
    expect((await cli(['import', 'nowhere.csv', '--format', 'csv'])).code).toBe(2);
    expect((await cli(['import', 'nowhere.csv', '--format', 'nothing'])).code).toBe(2);
  });

  it('reads a case file', async () => {
    const file = caseFile('paper-5-case-1.json');
    const ended = await cli(['import', file, '--format', 'trueque-case', '--dry-run', '--json']);
    expect(documentOf(ended)).toMatchObject({ cases: [{ peers: 5, periods: 1 }] });
  });
});

describe('trueque import into a store', () => {
  let env: { readonly DATABASE_URL: string };
  beforeAll(async () => {
    env = { DATABASE_URL: await settledHarbour() };
  });

  const imported = (file: string, ...args: readonly string[]) =>
    cli(['import', file, '--format', 'csv', '--market', 'village', '--json', ...args], { env });

  it('keeps nothing of a file with rows that cannot be read, unless it is told to', async () => {
    const file = written('half.csv', readings('1', 'x'));
    const strict = await imported(file);
    expect([strict.code, documentOf(strict).kept]).toEqual([1, { events: 0, corrected: 0 }]);
    const partial = await imported(file, '--partial');
    expect(documentOf(partial).kept).toEqual({ events: 1, corrected: 0 });
  });

  it('adds nothing for the same file again, and a version for a corrected one', async () => {
    const file = written('whole.csv', readings('1', '2', '3'));
    expect(documentOf(await imported(file)).kept).toEqual({ events: 1, corrected: 0 });
    expect(documentOf(await imported(file)).kept).toEqual({ events: 0, corrected: 0 });
    const corrected = written('corrected.csv', readings('1', '2.5', '3'));
    expect(documentOf(await imported(corrected)).kept).toEqual({ events: 1, corrected: 1 });
  });

  it('makes a market of a case, and says so only once', async () => {
    const file = caseFile('paper-5-case-2.json');
    for (let time = 0; time < 2; time += 1) {
      const args = ['import', file, '--format', 'trueque-case', '--market', 'paper'];
      expect((await cli(args, { env })).code).toBe(0);
    }
    const replayed = await cli(
      ['replay', '--market', 'paper', '--out', join(folder, 'paper'), '--json'],
      { env },
    );
    expect(documentOf(replayed)).toMatchObject({ auctions: 1, failed: 0, same: 0, different: [] });
  });
});

describe('trueque replay and compare', () => {
  let env: { readonly DATABASE_URL: string };
  beforeAll(async () => {
    env = { DATABASE_URL: await settledHarbour() };
  }, 120_000);

  const run = (...args: readonly string[]) => cli([...args, '--json'], { env });
  const unchanged = join(folder, 'unchanged');

  it('gives the hash that the market itself recorded, and goes on where it was', async () => {
    const first = await run('replay', '--market', 'harbour', '--out', unchanged);
    expect([first.code, documentOf(first)]).toMatchObject([
      0,
      { auctions: 1, clearedNow: 1, same: 1, different: [], scenario: null },
    ]);
    const again = documentOf(await run('replay', '--market', 'harbour', '--out', unchanged));
    expect(again).toMatchObject({ auctions: 1, clearedNow: 0 });
    expect(again.runHash).toBe(documentOf(first).runHash);
  });

  it('refuses meter points that are no peers of the market', async () => {
    const file = written('strangers.csv', readings('1'));
    const ended = await run('import', file, '--format', 'csv', '--market', 'harbour');
    expect(documentOf(ended)).toMatchObject({ problems: { 'meter-point-unknown': 1 } });
  });

  it('compares what was with what other rules would have made of it', async () => {
    const rules = written(
      'one-price.json',
      JSON.stringify({ rules: { tradeCost: { uniform: 0.5 }, pricing: 'uniform' } }),
    );
    const changed = join(folder, 'changed');
    const replayed = await run('replay', '--market', 'harbour', '--rules', rules, '--out', changed);
    expect(documentOf(replayed)).toMatchObject({ scenario: 'one-price', same: 0, different: [] });
    const page = join(folder, 'compare.html');
    const compared = await run('compare', unchanged, changed, '--report', page);
    expect(documentOf(compared).measures[0].name).toBe('welfare');
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('Winners and losers');
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it('asks the question of the paper in one command', async () => {
    const [one, communities] = ['paper-5-case-1.json', 'paper-5-case-2.json'].map(caseFile);
    const csv = join(folder, 'compare.csv');
    const compared = await run('compare', one ?? '', communities ?? '', '--csv', csv);
    const cost = documentOf(compared).measures.find(
      ({ name }: { name: string }) => name === 'system cost',
    );
    expect(cost.change).toBeCloseTo(-3.48, 9);
    expect(readFileSync(csv, 'utf8').split('\n')[0]).toBe(
      'kind,id,community,unit,a,b,change,result,reason',
    );
  });

  it('ends with 2 for what is no run, no rules or no market', async () => {
    const sense = written('nonsense.json', '{"batterys": 1}');
    for (const args of [
      ['compare', folder, unchanged],
      ['compare', unchanged, unchanged],
      ['replay'],
      ['replay', '--market', 'harbour', '--rules', sense],
      ['replay', '--cases', join(folder, 'nowhere')],
      ['replay', '--market', 'harbour', '--from', 'someday'],
    ])
      expect([args, (await run(...args)).code]).toEqual([args, 2]);
  });
});

describe('trueque auctions', () => {
  it('makes a case of every local day, which can be replayed', async () => {
    const demo = join(__dirname, '../../../../demo/citylearn2022');
    const policy = written(
      'policy.json',
      JSON.stringify({
        ...{ currency: 'USD', timeZone: 'America/Los_Angeles', mtu: 'PT1H' },
        grid: { sells: { series: 'citylearn' }, buys: 0.05 },
      }),
    );
    const out = join(folder, 'auctions');
    const made = await cli([
      ...['auctions', join(demo, 'Building_1.csv'), join(demo, 'Building_2.csv')],
      ...['--format', 'citylearn', '--also', `citylearn:${join(demo, 'pricing.csv')}`],
      ...['--policy', policy, '--out', out, '--json'],
    ]);
    expect(documentOf(made)).toMatchObject({ auctions: 14, offersLeftOut: 0 });
    const replayed = await cli([
      ...['replay', '--cases', out, '--to', '2016-08-03', '--out', join(folder, 'days'), '--json'],
    ]);
    expect(documentOf(replayed)).toMatchObject({ auctions: 2, failed: 0 });
  });
});
