import { startEmbeddedPostgres } from '@trueque/postgres';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/**
 * The url of an empty database for the calling suite alone, on the one real PostgreSQL of this run.
 * The first call starts the server (about a second); all of it goes away with the run.
 */
export const freshDatabase = async (template = 'template0'): Promise<string> => {
  const url = new URL(await serverUrl());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create database ${name} template ${template}`);
  await client.end();
  url.pathname = name;
  return url.href;
};

/**
 * The url of a copy, for the calling suite alone, of a database that is filled once in this run: by
 * whoever asks first for one of this name, while the others wait.
 */
export const filledDatabase = async (
  name: string,
  fill: (url: string) => Promise<void>,
): Promise<string> => {
  await serverUrl();
  const folder = join(process.env['TRUEQUE_TEST_RUN'] ?? '', name);
  const told = join(folder, 'told');
  if (isFirst(folder)) await tell(told, () => filled(fill));
  while (!existsSync(told)) await sleep(20);
  const { database, failed } = JSON.parse(readFileSync(told, 'utf8'));
  if (failed !== undefined) throw new Error(`${name} could not be filled: ${failed}`);
  return freshDatabase(database);
};

const filled = async (fill: (url: string) => Promise<void>): Promise<object> => {
  const url = await freshDatabase();
  await fill(url);
  return { database: new URL(url).pathname.slice(1) };
};

/** What comes of it, a failure too: nobody waits for what does not come. */
const tell = async (file: string, work: () => Promise<object>): Promise<void> => {
  const answer = await work().catch((error: unknown) => ({ failed: String(error) }));
  writeFileSync(`${file}.new`, JSON.stringify(answer), { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

const serverUrl = async (): Promise<string> => {
  const run = process.env['TRUEQUE_TEST_RUN'];
  if (run === undefined) throw new Error('There is no test run: start jest by its configuration.');
  const urlFile = join(run, 'url');
  if (isFirst(run)) await startServer(run, urlFile);
  while (!existsSync(urlFile)) await sleep(20);
  return readFileSync(urlFile, 'utf8');
};

/** Suites run in several processes: whoever makes the folder starts the server. */
const isFirst = (run: string): boolean => {
  try {
    mkdirSync(run, { mode: 0o755 });
    return true;
  } catch {
    return false;
  }
};

const startServer = async (run: string, urlFile: string): Promise<void> => {
  const keeper = [join(__dirname, 'keeper.cjs'), run, process.env['TRUEQUE_TEST_PID'] ?? ''];
  spawn(process.execPath, keeper, { detached: true, stdio: 'ignore' }).unref();
  const settings = { fsync: 'off', max_connections: '300' };
  const { url } = await startEmbeddedPostgres({ dataDir: join(run, 'postgres'), settings });
  writeFileSync(`${urlFile}.new`, url, { mode: 0o600 });
  renameSync(`${urlFile}.new`, urlFile);
};
