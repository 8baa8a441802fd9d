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
export const freshDatabase = async (): Promise<string> => {
  const url = new URL(await serverUrl());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  url.pathname = name;
  return url.href;
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
