import { letAMonthGoBy } from '@trueque/event-store/testing';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { buildCli, runCli } from '../testing/built-cli.js';
import { settledHarbour } from '../testing/settled-harbour.js';

describe('trueque archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-archive-'));
  let env: { readonly DATABASE_URL: string; readonly TRUEQUE_ARCHIVE: string };
  let superuser: Client;

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await settledHarbour(), TRUEQUE_ARCHIVE: folder };
    superuser = new Client({ connectionString: env.DATABASE_URL });
    await superuser.connect();
    await letAMonthGoBy(superuser, env.DATABASE_URL);
  }, 120_000);

  afterAll(async () => {
    await superuser.end();
    rmSync(folder, { recursive: true });
  });

  const run = (...args: readonly string[]) => runCli(args, { env });

  it('keeps what is not what was recorded, and says which event', async () => {
    const third = 'select actor from es.event where position = 3';
    const [event] = (await superuser.query<{ actor: string }>(third)).rows;
    const setActor = 'update es.event set actor = $1 where position = 3';
    await superuser.query(setActor, ['x']);
    const refused = await run('archive');
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('event 3 of harbour is not what was recorded');
    await superuser.query(setActor, [event?.actor]);
  });

  it('moves a month that is over, and events and verify go on', async () => {
    const shown = await run('events', '--json');
    const { code, stderr, stdout } = await run('archive', '--drop', '--json');
    expect(code).toBe(0);
    expect(stderr).toMatch(/harbour \d{4}-\d\d: verifying: \d+ events/);
    expect(stderr).toMatch(/dropped: es\.event_\d{4}_\d\d/);
    expect(JSON.parse(stdout)).toMatchObject({
      archived: [{ partition: 'harbour', firstPosition: 1, hashBefore: '00'.repeat(32) }],
    });
    expect((await superuser.query('select from es.event')).rowCount).toBe(0);
    expect(await run('events', '--json')).toEqual(shown);
    const verified = JSON.parse((await run('verify', '--json')).stdout);
    expect(verified).toMatchObject({ verified: true, markets: [{ auctions: 1, runs: 1 }] });
  });

  it('has nothing to do the next time', async () =>
    expect((await run('archive')).stdout).toMatch(/^There is no month to archive: .+\n$/));

  it('says which file it misses, and what names its folder', async () => {
    const elsewhere = { ...env, TRUEQUE_ARCHIVE: join(folder, 'gone') };
    const { code, stderr } = await runCli(['events'], { env: elsewhere });
    expect(code).toBe(3);
    expect(stderr).toContain('is not there: TRUEQUE_ARCHIVE names');
  });

  it('says which file is damaged, and where another one is', async () => {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const file = join(
      folder,
      names.find((name) => name.endsWith('.parquet'))!,
    );
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.from(bytes).fill(0xff, 40, 400));
    const { code, stderr } = await run('verify');
    writeFileSync(file, bytes);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/\.parquet is damaged .+ a backup/)]);
  });
});
