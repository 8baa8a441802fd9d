import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { parse } from 'csv-parse/sync';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { gunzipSync } from 'node:zlib';
import { buildCli, runCli } from '../testing/built-cli.js';
import { settledHarbour } from '../testing/settled-harbour.js';

const GZIP = { GZIP: (input: Uint8Array) => gunzipSync(input) };

describe('trueque export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-export-'));
  let env: { readonly DATABASE_URL: string };

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await settledHarbour() };
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  const exported = (...args: readonly string[]) =>
    runCli(['export', ...args, '--market', 'harbour'], { env });

  const rowsOf = async (...args: readonly string[]) => {
    const { code, stdout } = await exported(...args, '--json');
    expect(code).toBe(0);
    return JSON.parse(stdout).rows as Record<string, unknown>[];
  };

  it('writes a table, the same as JSON, CSV and Parquet', async () => {
    const rows = await rowsOf('trades');
    expect(rows[0]).toMatchObject({ marketId: 'harbour', energyWh: expect.any(Number) });
    const csv = await exported('trades');
    const records: Record<string, string>[] = parse(csv.stdout, { columns: true });
    expect(
      records.map(({ tradeId, energyWh, start }) => [tradeId, Number(energyWh), start]),
    ).toEqual(rows.map(({ tradeId, energyWh, start }) => [tradeId, energyWh, start]));
    const path = join(folder, 'trades.parquet');
    expect(await exported('trades', '--output', path)).toMatchObject({ code: 0, stdout: '' });
    const file = await asyncBufferFromFile(path);
    const kept = await parquetReadObjects({ file, compressors: GZIP });
    expect(kept).toEqual(
      rows.map((row) => ({
        ...row,
        ...{ start: new Date(String(row['start'])), period: row['period'] },
        ...Object.fromEntries(
          Object.entries(row).flatMap(([name, value]) =>
            /Wh|Micros/.test(name) ? [[name, BigInt(Number(value))]] : [],
          ),
        ),
      })),
    );
  });

  it('writes money and what is nested', async () => {
    const path = join(folder, 'postings.parquet');
    await exported('postings', '--output', path);
    const file = await asyncBufferFromFile(path);
    const postings = await parquetReadObjects({ file, compressors: GZIP });
    const amounts = postings.map((posting) => posting['amountNanos'] as bigint);
    expect(amounts.length).toBeGreaterThan(2);
    expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(0n);
    const [offer] = await rowsOf('offers');
    expect(offer?.['offer']).toEqual(expect.any(Object));
    const { stdout } = await exported('offers');
    expect(stdout).toContain('"{""');
  });

  it('says what is wrong with what is asked for, and leaves no file', async () => {
    const path = join(folder, 'none.parquet');
    const wrong = [
      [['trades', '--format', 'parquet'], '--output FILE'],
      [['trades', '--from', '2026-01-01'], 'belong together'],
      [['prices', '--from', '2026-01-02', '--to', '2026-01-01'], '--to'],
      [['costs'], 'Allowed choices are communities, peers'],
      [['trades', '--output', join(folder, 'no', 'trades.csv')], 'there is no such file or folder'],
    ] as const;
    for (const [args, text] of wrong) {
      const { code, stderr } = await exported(...args);
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).toContain(text);
    }
    expect(existsSync(path)).toBe(false);
  });

  it('writes nothing while a read model is behind: it would look complete', async () => {
    const client = new Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    const move = (by: number) =>
      client.query(
        `update messaging.checkpoint set position = position + $1 where consumer = 'reporting.prices.v1'`,
        [by],
      );
    await move(-2);
    const { code, stderr } = await exported('prices');
    expect(code).toBe(3);
    expect(stderr).toContain('reporting.prices.v1 has not read the newest 2 events of harbour yet');
    await move(2);
    await client.end();
  });
});
