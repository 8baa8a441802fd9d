import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freshDatabase } from '../../../../test/support/index.js';
import { buildCli, runCli } from '../testing/built-cli.js';
import { settleAnAuction } from '../testing/settled-harbour.js';

describe('trueque person', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-person-'));
  const ana = { name: 'Ana Quintero', address: 'Calle 7, Lorica', meterIds: ['NMI-0001'] };
  const identifying = ['Quintero', 'Lorica', 'NMI-0001'];
  let env: { readonly DATABASE_URL: string; readonly TRUEQUE_DATA: string };
  let client: Client;
  let reference = '';

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await freshDatabase(), TRUEQUE_DATA: folder };
    await settleAnAuction(env.DATABASE_URL);
    client = new Client({ connectionString: env.DATABASE_URL });
    await client.connect();
  }, 120_000);

  afterAll(async () => {
    await client.end();
    rmSync(folder, { recursive: true });
  });

  const person = (command: string, ...args: readonly string[]) =>
    runCli(['person', command, '--market', 'harbour', ...args], { env });

  /** Tables of the whole database with a row in which one of these can be read, as text or as bytes. */
  const tablesThatTell = async (words: readonly string[]): Promise<string[]> => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const patterns = words.flatMap((word) => [word, Buffer.from(word).toString('hex')]);
    const told: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await client.query(
        `select 1 from ${name} t where t::text ilike any ($1) limit 1`,
        [patterns.map((pattern) => `%${pattern}%`)],
      );
      if (rowCount !== 0) told.push(name);
    }
    return told;
  };

  it('keeps who stands behind a peer where nobody can read it without the key', async () => {
    const file = join(folder, 'ana.json');
    writeFileSync(file, JSON.stringify(ana));
    const { code, stdout } = await person('register', '--peer', 'sun', file);
    expect(code).toBe(0);
    ({ personId: reference } = JSON.parse(stdout));
    expect(JSON.parse((await person('show', reference)).stdout)).toEqual(ana);
    expect(await tablesThatTell(identifying)).toEqual([]);
    expect(await tablesThatTell([reference])).toContain('vault.person');
  });

  it('imports what meters told under the peer, not under their official ids', async () => {
    const file = join(folder, 'readings.csv');
    const header = 'meter_point_id,channel,interval_start,duration,quantity,unit,quality';
    const row = 'NMI-0001,CONSUMPTION,2026-06-01T00:00:00Z,PT1H,1,kWh,MEASURED';
    writeFileSync(file, `${header}\n${row}\n`);
    const imported = await runCli(['import', file, '--format', 'csv', '--market', 'harbour'], {
      env,
    });
    expect(imported.code).toBe(0);
    const { rows } = await client.query(
      `select data->>'meterPointId' as meter from es.event where type = 'MeterHistoryRecorded'`,
    );
    expect(rows).toEqual([{ meter: 'sun' }]);
    expect(await tablesThatTell(identifying)).toEqual([]);
  });

  it('refuses a peer that is not there, and what tells of no person', async () => {
    const file = join(folder, 'ana.json');
    expect(await person('register', '--peer', 'moon', file)).toMatchObject({ code: 2 });
    writeFileSync(join(folder, 'other.json'), '{"name": ""}');
    const ended = await person('register', '--peer', 'sun', join(folder, 'other.json'));
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('tells of no person');
  });

  it('forgets a person: no event, read model, export or vault tells, and all verifies', async () => {
    expect(await person('erase', reference)).toMatchObject({ code: 0 });
    expect(await person('erase', reference)).toMatchObject({ code: 0 });
    expect(await person('show', reference)).toMatchObject({ code: 1, stdout: '' });
    expect(await tablesThatTell(identifying)).toEqual([]);
    expect(await tablesThatTell([reference])).not.toContain('vault.person');
    const { stdout: exported } = await runCli(['events', '--json', '--limit', '10000'], { env });
    expect(identifying.filter((word) => exported.includes(word))).toEqual([]);
    const erased = JSON.parse(exported).events.filter(
      ({ type }: { type: string }) => type === 'PersonErased',
    );
    expect(erased).toMatchObject([{ data: { marketId: 'harbour', personId: reference } }]);
    expect(await runCli(['verify'], { env })).toMatchObject({ code: 0 });
  });
});
