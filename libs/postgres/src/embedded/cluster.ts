import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { ServerUser } from './server-user.js';

export const SUPERUSER = 'trueque';

const passwordFile = (dataDir: string): string => `${dataDir}.password`;

/** Makes the cluster if there is none, in a folder beside it that gets its name when it is whole. */
export const ensureCluster = async (
  dataDir: string,
  { initdb }: Binaries,
  user: ServerUser | undefined,
): Promise<void> => {
  if (existsSync(dataDir)) return;
  const unfinished = `${dataDir}.new`;
  const secret = `${dataDir}.initdb`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  await writeFile(secret, password, { mode: 0o600 });
  if (user !== undefined)
    for (const path of [unfinished, secret]) await chown(path, user.uid, user.gid);
  try {
    await runInitdb(initdb, unfinished, secret, user);
    await writeFile(passwordFile(dataDir), password, { mode: 0o600 });
    await rename(unfinished, dataDir);
  } finally {
    await rm(secret, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
};

const runInitdb = async (
  initdb: string,
  folder: string,
  secret: string,
  user: ServerUser | undefined,
): Promise<void> => {
  const options = [
    ['--pgdata', folder],
    ['--username', SUPERUSER],
    ['--pwfile', secret],
    ['--auth', 'scram-sha-256'],
    ['--encoding', 'UTF8'],
    ['--locale', 'C'],
    ['--locale-provider', 'builtin'],
    ['--builtin-locale', 'C.UTF-8'],
  ];
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  await promisify(execFile)(initdb, [...options.flat(), '--no-instructions'], {
    env,
    cwd: folder,
    ...user,
  }).catch((error: Error) => {
    throw new EmbeddedPostgresError(
      `Cannot make a database in ${folder}: ${reasonOf(error.message)}`,
    );
  });
};

const reasonOf = (output: string): string =>
  output.includes('No space left on device') ? 'no space is left on the disk' : output.trim();

export const passwordOf = async (dataDir: string): Promise<string> => {
  try {
    return await readFile(passwordFile(dataDir), 'utf8');
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The password of the database in ${dataDir} cannot be read from ${passwordFile(dataDir)}. ` +
        'Put the file back, or move both away to begin with an empty database.',
      { cause: error },
    );
  }
};
