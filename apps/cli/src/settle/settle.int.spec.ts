import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli, type Ended, keptCli, runCli } from '../testing/built-cli.js';
import { pack, settledHarbour } from '../testing/settled-harbour.js';

const folder = mkdtempSync(join(tmpdir(), 'trueque-settle-'));
let env: { readonly DATABASE_URL: string };

beforeAll(async () => {
  await buildCli();
  env = { DATABASE_URL: await settledHarbour() };
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): string => join(folder, name);
const written = (name: string, text: string): string => {
  writeFileSync(file(name), text);
  return file(name);
};
const documentOf = ({ stdout }: Ended) => JSON.parse(stdout);

/** Two kWh in each hour of the second of June in Berlin, but where the meter was silent or said another value. */
const readings = (others: Readonly<Record<number, string | null>>): string =>
  [
    'meter_point_id,channel,interval_start,duration,quantity,unit,quality',
    ...Array.from({ length: 24 }, (_, hour) => {
      const at = new Date(Date.UTC(2026, 5, 1, 22 + hour)).toISOString();
      const quantity = others[hour] === undefined ? '2' : others[hour];
      return quantity === null ? [] : [`mill,GRID_IMPORT,${at},PT1H,${quantity},kWh,MEASURED`];
    }).flat(),
  ].join('\n');

const WEEK = ['--market', 'harbour', '--from', '2026-06-01', '--to', '2026-06-03'];
const cli = keptCli();
const run = (...args: readonly string[]) => cli(args, { env });
const settle = (...args: readonly string[]) => run('settle', ...WEEK, ...args, '--json');
const statement = (...args: readonly string[]) =>
  run('statement', ...WEEK, '--peer', 'mill', ...args);
const imported = (name: string, text: string) =>
  run('import', written(name, text), '--format', 'csv', '--market', 'harbour', '--partial');

describe('trueque settle and statement, on imported readings with gaps', () => {
  it('bills what the meter told, and estimates what it did not, saying so', async () => {
    expect((await imported('june.csv', readings({ 3: null, 4: null, 5: 'Null' }))).code).toBe(1);
    const rules = written('rules.json', JSON.stringify(pack));
    const would = documentOf(await settle('--rules', rules, '--dry-run'));
    expect(would.standing).toBe('none');
    const settled = await settle('--rules', rules, '--kind', 'final');
    expect([settled.stderr, settled.code]).toEqual([expect.any(String), 0]);
    const { run: made, bills } = documentOf(settled);
    expect([made.runId, made.resultHash]).toEqual([
      ...[expect.stringMatching(/\/1$/), would.resultHash],
    ]);
    const amounts: string[] = made.entries.map(
      (entry: { amountNanos: string }) => entry.amountNanos,
    );
    expect(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n)).toBe(0n);
    const bill = bills.find(({ account }: { account: string }) => account === 'peer:mill');
    // 21 hours of 2 kWh at 0.30, beside the auction's 1.92; three hours nobody knows of, ever.
    expect(bill).toMatchObject({ totalMinor: -1260 - 192, readings: { measured: 21, missing: 6 } });
  });

  it('shows the bill in English as a table, and in Spanish as a PDF', async () => {
    const alone = await runCli(['statement', ...WEEK, '--peer', 'mill'], { env });
    expect(alone.stdout).toMatch(/mill[\s\S]*-14\.52/);
    const pdf = file('mill.pdf');
    const spanish = ['--lang', 'es', '--format', 'pdf', '--output', pdf];
    expect((await statement(...spanish)).code).toBe(0);
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('goes from a line to its periods, with quality and the events that told of them', async () => {
    const csv = (await statement('--line', 'grid-purchase', '--format', 'csv')).stdout;
    const [head, ...rows] = csv.trim().split('\n');
    expect(head).toBe('start,energyWh,priceMicrosPerKwh,quality,causedBy');
    expect(rows).toHaveLength(21);
    expect(rows[0]).toMatch(/^2026-06-01T22:00:00Z,2000,300000,measured,\S+/);
  });

  it('reverses and books anew what a late reading changes, and shows the difference', async () => {
    expect((await imported('late.csv', readings({ 5: '4' }))).code).toBe(0);
    const revised = await settle('--kind', 'revision', '--reason-code', 'late-data');
    const [bill] = documentOf(revised).bills;
    expect(bill).toMatchObject({
      ...{ account: 'peer:mill', differenceMinor: -240 }, // 2, 2 and 4 kWh at 0.30
      readings: { measured: 24, missing: 3 },
    });
    expect(bill.number).toBeGreaterThan(bill.replaces);
  });

  it('ends with 1 where the answer is no, and with 2 for what cannot be meant', async () => {
    const preliminary = await settle();
    expect([preliminary.code, documentOf(preliminary).error]).toEqual([1, 'window-final']);
    const broken = written('broken.json', '{"packId": "x"}');
    expect((await settle('--rules', broken)).code).toBe(2);
    const backwards = await settle('--to', '2026-05-01');
    expect([backwards.code, backwards.stderr]).toEqual([
      ...[2, expect.stringContaining('--to: expected a date after from')],
    ]);
  });
});
