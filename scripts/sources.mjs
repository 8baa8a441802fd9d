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

/** Files under a folder, relative to the checkout, sorted; none where the folder is missing. */
export const filesUnder = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)))
        .sort()
    : [];

/** Everything that is compiled or copied into dist. */
export const sources = () => [...filesUnder('apps'), ...filesUnder('libs')].filter(isSource);

/** SHA-256 over names and contents of the sources and of the recipe that builds them. */
export const fingerprint = () => {
  const hash = createHash('sha256');
  for (const path of [...recipe, ...sources()])
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
};

export const isBuilt = () => {
  const stampFile = join(root, stampPath);
  if (!existsSync(stampFile)) return false;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
  return (
    stamp.fingerprint === fingerprint() &&
    stamp.outputs.every((path) => existsSync(join(root, path)))
  );
};
