import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, realpath, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { openClient } from '../open-client.js';
import { type Binaries, readyBinaries, SHARED_FOLDER } from './binaries.js';
import { ensureCluster, passwordOf, SUPERUSER } from './cluster.js';
import { EmbeddedPostgresError, explainFileError } from './embedded-postgres-error.js';
import { giveUpOwnership, stopServer, takeOwnership } from './owner.js';
import { eventually } from './process-table.js';
import { mayReach, serverUser, type ServerUser } from './server-user.js';

const START_PATIENCE_MS = 60_000;
const ATTEMPTS_MAX = 5;
const DATABASE = 'trueque';

export interface EmbeddedPostgresOptions {
  /** Made if missing. Password, log and owner are files beside it with its name. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** Settings of `postgresql.conf`, such as `{ max_connections: '200' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** With the password in it: never log it. */
  readonly url: string;
  /** Of the postmaster. */
  readonly pid: number;
  stop(): Promise<void>;
}

interface Cluster {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly user: ServerUser | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * A real PostgreSQL of our own on a free port of 127.0.0.1, with an empty database `trueque` on
 * first start. It ends with this process, also by `process.exit`; one that a killed process left
 * behind is stopped by the next start. Throws `EmbeddedPostgresError`.
 */
export const startEmbeddedPostgres = async (
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> => {
  const { log = () => undefined, settings = {} } = options;
  const user = serverUser();
  const dataDir = await reachableFolder(resolve(options.dataDir), user, log);
  const binaries = await readyBinaries(user);
  await takeOwnership(dataDir).catch((error: unknown) => rethrow(dataDir, error));
  await ensureCluster(dataDir, binaries, user).catch((error: unknown) => rethrow(dataDir, error));
  const password = await passwordOf(dataDir);
  const { child, port } = await startServer({ dataDir, binaries, user, settings });
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/`;
  const server = handleOf(dataDir, child, `${url}${DATABASE}`);
  await ensureDatabase(url).catch((error: unknown) => stopAfter(server, error));
  log(`PostgreSQL runs on 127.0.0.1:${port}, data in ${dataDir}`);
  return server;
};

const stopAfter = async (server: EmbeddedPostgres, error: unknown): Promise<never> => {
  await server.stop();
  throw new EmbeddedPostgresError(`PostgreSQL started and cannot be used: ${String(error)}`, {
    cause: error,
  });
};

const rethrow = (dataDir: string, error: unknown): never => {
  throw error instanceof EmbeddedPostgresError ? error : explainFileError(dataDir, error);
};

/** The folder itself, or one that stands for it where the server's user may not enter a parent. */
const reachableFolder = async (
  dataDir: string,
  user: ServerUser | undefined,
  log: (line: string) => void,
): Promise<string> => {
  const parent = dirname(dataDir);
  await mkdir(parent, { recursive: true }).catch((error: unknown) => rethrow(dataDir, error));
  const folder = join(await realpath(parent), basename(dataDir));
  if (mayReach(user, folder)) return folder;
  // Named by chance and noted here: another checkout at this path later has data of its own.
  const note = `${dataDir}.location`;
  const noted = await readFile(note, 'utf8').catch(() => '');
  const elsewhere = noted.trim() || join(SHARED_FOLDER, randomUUID(), basename(dataDir));
  await mkdir(dirname(elsewhere), { recursive: true, mode: 0o755 });
  await writeFile(note, `${elsewhere}\n`);
  log(`PostgreSQL's user may not enter ${parent}: the data are in ${elsewhere}`);
  return elsewhere;
};

/** Another program may take the free port first, or processes of a killed server be still ending. */
const startServer = async (cluster: Cluster): Promise<{ child: ChildProcess; port: number }> => {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const started = await spawnServer(cluster, port);
    if (await isReady(cluster.dataDir, started)) return { child: started.child, port };
    const reason = started.said();
    if (attempt === ATTEMPTS_MAX || !/could not bind|still in use/.test(reason))
      throw new EmbeddedPostgresError(
        `PostgreSQL did not start in ${cluster.dataDir}: ${explained(reason)}`,
      );
  }
};

const explained = (reason: string): string =>
  reason.includes('No space left on device') ? 'no space is left on the disk' : reason.trim();

interface Started {
  readonly child: ChildProcess;
  readonly hasEnded: () => boolean;
  /** What the server wrote into its log since. */
  readonly said: () => string;
}

const spawnServer = async (
  { dataDir, binaries, user, settings }: Cluster,
  port: number,
): Promise<Started> => {
  const logFile = `${dataDir}.log`;
  const output = await open(logFile, 'a');
  const { size } = await output.stat();
  const fixed = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    log_checkpoints: 'off',
  };
  const flags = Object.entries({ ...fixed, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  // A session of its own, so that Ctrl-C reaches us first and the server last.
  const child = spawn(binaries.postgres, ['-D', dataDir, '-p', String(port), ...flags], {
    cwd: dataDir,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output.fd, output.fd],
    detached: true,
    ...user,
  });
  let ended: unknown;
  child.once('exit', (code) => (ended = `it ended with code ${code}`));
  child.once('error', (error) => (ended = error));
  child.unref();
  await output.close();
  const said = () => readFileSync(logFile).subarray(size).toString() || String(ended);
  return { child, hasEnded: () => ended !== undefined, said };
};

/** The server writes its state into the eighth line of its lock. False if it ended instead. */
const isReady = async (dataDir: string, { child, hasEnded }: Started): Promise<boolean> => {
  let state = '';
  const look = async () => {
    const lock = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
    const lines = lock.split('\n');
    state = lines[0] === String(child.pid) ? (lines[7] ?? '').trim() : '';
  };
  await eventually(() => {
    void look();
    return hasEnded() || state === 'ready';
  }, START_PATIENCE_MS);
  return state === 'ready';
};

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });

const ensureDatabase = async (url: string): Promise<void> => {
  const client = await openClient({ connectionString: `${url}postgres` });
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
};

const handleOf = (dataDir: string, child: ChildProcess, url: string): EmbeddedPostgres => {
  const pid = child.pid ?? 0;
  const onExit = () => child.kill('SIGINT');
  process.once('exit', onExit);
  return {
    url,
    pid,
    stop: async () => {
      process.off('exit', onExit);
      await stopServer(pid);
      await giveUpOwnership(dataDir);
    },
  };
};
