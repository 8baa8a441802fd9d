import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { eventually, factsOf, isRunning, processesIn } from './process-table.js';

const PATIENCE_MS = 30_000;

const ownerFile = (dataDir: string): string => `${dataDir}.owner`;

/**
 * Makes this process the owner of the data. A server left behind by an owner that was killed is
 * stopped in order, so that a new one can start; the server of an owner that lives is left alone.
 */
export const takeOwnership = async (dataDir: string): Promise<void> => {
  const owner = await readFile(ownerFile(dataDir), 'utf8').catch(() => '');
  const [pid, began] = owner.split('\n');
  const lives = Number(pid) !== process.pid && factsOf(Number(pid))?.began === began;
  if (lives && isRunning(Number(pid)))
    throw new EmbeddedPostgresError(
      `The database in ${dataDir} is in use by process ${pid}. Stop it first, or use another folder.`,
    );
  await stopOrphan(dataDir);
  await writeFile(ownerFile(dataDir), `${process.pid}\n${factsOf(process.pid)?.began}\n`);
};

export const giveUpOwnership = (dataDir: string): Promise<void> =>
  rm(ownerFile(dataDir), { force: true });

/** A fast shutdown, and after half a minute an immediate one: committed work is safe either way. */
export const stopServer = async (pid: number): Promise<void> => {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    if (await eventually(() => !isRunning(pid), PATIENCE_MS)) return;
  }
  throw new EmbeddedPostgresError(`PostgreSQL (process ${pid}) does not stop.`);
};

const stopOrphan = async (dataDir: string): Promise<void> => {
  const lockFile = join(dataDir, 'postmaster.pid');
  const lock = await readFile(lockFile, 'utf8').catch(() => undefined);
  if (lock === undefined) return;
  const pid = Number(lock.split('\n')[0]);
  if (isServerOf(dataDir, pid)) await stopServer(pid);
  await eventually(() => processesIn(dataDir).length === 0, PATIENCE_MS);
  await rm(lockFile, { force: true });
};

/** The number in the lock may belong to another program by now. */
const isServerOf = (dataDir: string, pid: number): boolean =>
  process.platform === 'linux' ? processesIn(dataDir).includes(pid) : isRunning(pid);
