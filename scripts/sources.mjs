/** What a build is made from, and whether dist is what these sources would give. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Says which sources dist was made from and which files that gave. */
export const stampPath = join('dist', 'build.json');

const recipe = ['.swcrc', 'scripts/build.mjs', 'scripts/sources.mjs'];

const isSource = (path) => !/\.(spec\.ts|d\.ts|md)$/.test(path);

/** The dashboard is made by a tool of its own, from its folder and the pure libraries it solves with. */
const dashboard = join('apps', 'dashboard');
const solvedWith = ['kernel', 'contracts', 'linear-program', 'highs', 'case-files', 'clearing'];

/** Files under a folder, relative to the checkout, sorted; none where the folder is missing. */
export const filesUnder = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)))
        .sort()
    : [];

/** Everything that is compiled or copied into dist. */
export const sources = () =>
  [...filesUnder('apps'), ...filesUnder('libs')].filter(
    (path) => isSource(path) && !path.startsWith(dashboard),
  );

/** Everything that the dashboard is bundled from. */
export const dashboardSources = () =>
  [
    ...filesUnder(dashboard),
    ...filesUnder('cases'),
    ...solvedWith.flatMap((lib) => filesUnder(join('libs', lib, 'src'))),
    ...filesUnder(join('libs', 'page-kit', 'page')),
  ].filter(isSource);

/** SHA-256 over names and contents of files. */
const digestOf = (paths) => {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
};

/** Of the sources and of the recipe that builds them. */
export const fingerprint = () => digestOf([...recipe, ...sources()]);

export const dashboardFingerprint = () =>
  digestOf(['scripts/build-dashboard.mjs', 'package-lock.json', ...dashboardSources()]);

/** What the last build said; nothing before the first one. */
export const readStamp = () => {
  const stampFile = join(root, stampPath);
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : { outputs: [] };
};

export const isBuilt = () => {
  const stamp = readStamp();
  return (
    stamp.fingerprint === fingerprint() &&
    stamp.dashboard === dashboardFingerprint() &&
    stamp.outputs.every((path) => existsSync(join(root, path)))
  );
};
