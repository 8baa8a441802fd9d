import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { buildCli, keptCli, runCli } from '../testing/built-cli.js';
import { pdfText } from '../testing/pdf-text.js';
import { pack, settledHarbour } from '../testing/settled-harbour.js';

describe('trueque person', () => {
  const cli = keptCli();
  const folder = mkdtempSync(join(tmpdir(), 'trueque-person-'));
  const ana = { name: 'Ana Quintero', address: 'Calle 7, Lorica', meterIds: ['NMI-0001'] };
  const identifying = ['Quintero', 'Lorica', 'NMI-0001'];
  let env: { readonly DATABASE_URL: string; readonly TRUEQUE_DATA: string };
  let client: Client;
  let reference = '';

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await settledHarbour(), TRUEQUE_DATA: folder };
    client = new Client({ connectionString: env.DATABASE_URL });
    await client.connect();
  }, 120_000);

  afterAll(async () => {
    await client.end();
    rmSync(folder, { recursive: true });
  });

  const person = (command: string, ...args: readonly string[]) =>
    cli(['person', command, '--market', 'harbour', ...args], { env });

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

  const importOf = (meterId: string, ...args: readonly string[]) => {
    const file = join(folder, `${meterId}.csv`);
    const header = 'meter_point_id,channel,interval_start,duration,quantity,unit,quality';
    const row = `${meterId},GRID_IMPORT,2026-06-01T00:00:00Z,PT1H,1,kWh,MEASURED`;
    writeFileSync(file, `${header}\n${row}\n`);
    const said = ['import', file, '--format', 'csv', '--market', 'harbour', '--json', ...args];
    return cli(said, { env });
  };
  const metersInEvents = async () => {
    const { rows } = await client.query<{ meter: string }>(
      `select data->>'meterPointId' as meter from es.event where type = 'MeterHistoryRecorded'
        order by position`,
    );
    return rows.map(({ meter }) => meter);
  };

  it('imports what meters told under the peer, not under their official ids', async () => {
    expect(await importOf('NMI-0001')).toMatchObject({ code: 0 });
    expect(await metersInEvents()).toEqual(['sun']);
    expect(await tablesThatTell(identifying)).toEqual([]);
  });

  it('imports a meter that nobody is registered for under a random reference, always the same', async () => {
    const kept = async () => JSON.parse((await importOf('NMI-0002', '--any-meter')).stdout).kept;
    expect(await kept()).toEqual({ events: 1, corrected: 0 });
    expect(await kept()).toEqual({ events: 0, corrected: 0 });
    const [, stranger = ''] = await metersInEvents();
    expect(stranger).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(JSON.parse((await person('show', stranger)).stdout)).toEqual({ meterIds: ['NMI-0002'] });
    expect(await tablesThatTell(['NMI-0002'])).toEqual([]);
    expect(await person('erase', stranger)).toMatchObject({ code: 0 });
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
    const { stdout: exported } = await cli(['events', '--json', '--limit', '10000'], { env });
    expect(identifying.filter((word) => exported.includes(word))).toEqual([]);
    const erased = JSON.parse(exported).events.filter(
      ({ type }: { type: string }) => type === 'PersonErased',
    );
    expect(erased.at(-1)).toMatchObject({ data: { marketId: 'harbour', personId: reference } });
    expect(await runCli(['verify'], { env })).toMatchObject({ code: 0 });
  });

  it('tells of nobody in a statement, on paper, as a table or as a document', async () => {
    const rules = join(folder, 'rules.json');
    const paper = join(folder, 'sun.pdf');
    writeFileSync(rules, JSON.stringify(pack));
    const window = ['--market', 'harbour', '--from', '2026-06-01', '--to', '2026-06-03'];
    const settled = ['settle', ...window, '--rules', rules, '--kind', 'final', '--json'];
    expect(await cli(settled, { env })).toMatchObject({ code: 0 });
    const statement = ['statement', ...window, '--peer', 'sun', '--format'];
    const told = [
      (await cli([...statement, 'csv'], { env })).stdout,
      (await cli([...statement, 'json'], { env })).stdout,
    ];
    await runCli([...statement, 'pdf', '--output', paper], { env });
    for (const text of [...told, pdfText(readFileSync(paper))]) {
      expect(text).toMatch(/sale|sun/);
      expect([...identifying, reference].filter((word) => text.includes(word))).toEqual([]);
    }
  });
});
