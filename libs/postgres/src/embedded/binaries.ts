import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { mayReach, type ServerUser } from './server-user.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where things go that another user must reach and may not reach in the checkout. */
export const SHARED_FOLDER = '/var/lib/trueque';

/** PostgreSQL's programs for this machine, ready to be run by the server's user. */
export const readyBinaries = async (user: ServerUser | undefined): Promise<Binaries> => {
  const packed = packageFolder();
  const native = join(packed, 'native');
  await makeSymlinks(packed);
  await makeExecutable(join(native, 'bin'));
  return programsIn(mayReach(user, join(native, 'bin')) ? native : await copyOf(packed));
};

const programsIn = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
});

const packageFolder = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run "npm install", or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause: error },
    );
  }
};

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packages hold no symbolic links; the package's install script makes them, if it may run. */
const makeSymlinks = async (packed: string): Promise<void> => {
  const list = join(packed, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    const link = join(packed, target);
    if (existsSync(link)) continue;
    await symlink(relative(dirname(target), source), link).catch(unlessMadeMeanwhile);
  }
};

const unlessMadeMeanwhile = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error;
};

const makeExecutable = async (folder: string): Promise<void> => {
  for (const program of ['initdb', 'postgres']) {
    const file = join(folder, program);
    const { mode } = await stat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
};

/** Only root needs it: the checkout lies in a folder that the server's user may not enter. */
const copyOf = async (packed: string): Promise<string> => {
  const manifest = await readFile(join(packed, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { readonly version: string };
  const copy = join(SHARED_FOLDER, `${basename(packed)}-${version}`);
  if (existsSync(copy)) return copy;
  await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  const unfinished = `${copy}.${process.pid}`;
  await cp(join(packed, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  return copy;
};
