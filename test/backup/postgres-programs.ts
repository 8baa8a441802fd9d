import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const WANTED = ['initdb', 'pg_ctl', 'pg_basebackup', 'pg_dump', 'pg_restore', 'psql'];

/** A folder with a server and its tools of one version: Debian's newest, else one on the path. */
const programsFolder = (): string => {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : [];
  const folders = [
    ...versions.toSorted((a, b) => b - a).map((version) => join(debian, String(version), 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  const hasAll = (folder: string) => WANTED.every((program) => existsSync(join(folder, program)));
  const found = folders.find(hasAll);
  if (found !== undefined) return found;
  throw new Error(
    'There is no PostgreSQL with its tools to try backups with (the embedded one has none). ' +
      'Install one: on Debian "apt-get install -y postgresql".',
  );
};

/** PostgreSQL refuses to run as root: then all of it runs as `postgres`, whom its package makes. */
const user = () => {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

/** A folder of theirs, and a way to run a piece of shell there as who runs the server. */
export const openWorkshop = () => {
  const ids = user();
  const folder = mkdtempSync(join(tmpdir(), 'trueque-backup-'));
  chmodSync(folder, 0o700);
  if (ids.uid !== undefined) chownSync(folder, ids.uid, ids.gid);
  const path = `${programsFolder()}${delimiter}${process.env['PATH']}`;
  const run = async (script: string, env: Readonly<Record<string, string>> = {}) => {
    await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      ...ids,
      cwd: folder,
      env: { PATH: path, LC_ALL: 'C', HOME: folder, ...env },
    });
  };
  return { folder, run };
};
