import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './server.js';
import { isRunning } from './process-table.js';

const asRoot = process.getuid?.() === 0;
const registerFile = resolve(__dirname, '../../../../test/support/register-typescript.cjs');

const ask = async <Row>(url: string, query: string): Promise<Row[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(query);
  await client.end();
  return rows;
};

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let dataDir: string;
  let running: EmbeddedPostgres | undefined;

  const start = async (): Promise<EmbeddedPostgres> =>
    (running = await startEmbeddedPostgres({ dataDir }));
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trueque-embedded-'));
    chmodSync(folder, 0o755);
    dataDir = join(folder, 'postgres');
  });

  afterEach(stop);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('starts anew after its first start was interrupted', async () => {
    mkdirSync(`${dataDir}.new`);
    writeFileSync(`${dataDir}.new/PG_VERSION`, '18');
    expect(await ask((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(`${dataDir}.new`)).toBe(false);
  });

  it('speaks UTF-8 everywhere, and keeps its password to its owner', async () => {
    const { url } = await start();
    const [row] = await ask(
      url,
      `select pg_encoding_to_char(encoding) as encoding, datlocale as locale,
              current_setting('password_encryption') as password, current_setting('fsync') as fsync
         from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({
      encoding: 'UTF8',
      locale: 'C.UTF-8',
      password: 'scram-sha-256',
      fsync: 'on',
    });
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
    const open = new URL(url);
    open.password = '';
    await expect(ask(open.href, 'select 1')).rejects.toThrow();
  });

  it('keeps what was written when it is stopped and started', async () => {
    await ask((await start()).url, 'create table kept as select 1 as one');
    const pid = running?.pid ?? 0;
    await stop();
    expect(isRunning(pid)).toBe(false);
    expect(await ask((await start()).url, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  it('survives its program being killed, and the next start takes its place', async () => {
    const script = `require(${JSON.stringify(join(__dirname, 'server.ts'))})
      .startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} })
      .then(({ url, pid }) => console.log(url, pid));
      setInterval(() => undefined, 1000);`;
    const program = spawn(process.execPath, ['-r', registerFile, '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: program.stdout }), 'line');
    const [url, orphan] = String(line).split(' ');
    await ask(url ?? '', 'create table orphaned as select 1 as one');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      `is in use by process ${program.pid}`,
    );
    program.kill('SIGKILL');
    await once(program, 'exit');
    expect(isRunning(Number(orphan))).toBe(true);
    const next = await start();
    expect(isRunning(Number(orphan))).toBe(false);
    expect(await ask(next.url, 'select one from orphaned')).toEqual([{ one: 1 }]);
  });

  it('starts again after it was killed itself', async () => {
    const { url, pid } = await start();
    await ask(url, 'create table killed as select 1 as one');
    process.kill(pid, 'SIGKILL');
    running = undefined;
    expect(await ask((await start()).url, 'select one from killed')).toEqual([{ one: 1 }]);
  });

  it('says which file is missing when its password is lost', async () => {
    const password = `${dataDir}.password`;
    renameSync(password, `${password}.lost`);
    await expect(start()).rejects.toThrow(`${password}. Put the file back`);
    renameSync(`${password}.lost`, password);
  });

  it('says what its server says when the data are damaged', async () => {
    writeFileSync(join(dataDir, 'PG_VERSION'), '9.6\n');
    await expect(start()).rejects.toThrow('database files are incompatible with server');
    writeFileSync(join(dataDir, 'PG_VERSION'), '18\n');
  });

  // Only root needs it: whoever else owns the folder may enter it.
  if (asRoot)
    it('keeps its data elsewhere when its user may not enter the folder, and says where', async () => {
      const closed = join(folder, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const said: string[] = [];
      const options = { dataDir: join(closed, 'postgres'), log: (line: string) => said.push(line) };
      running = await startEmbeddedPostgres(options);
      const elsewhere = readFileSync(join(closed, 'postgres.location'), 'utf8').trim();
      expect(await ask(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(said[0]).toContain(`the data are in ${elsewhere}`);
      await stop();
      rmSync(dirname(elsewhere), { recursive: true });
    });

  it('says that a file is in the way', async () => {
    writeFileSync(join(folder, 'file'), '');
    const attempt = startEmbeddedPostgres({ dataDir: join(folder, 'file', 'postgres') });
    await expect(attempt).rejects.toThrow('part of the path is a file, not a folder');
  });
});
