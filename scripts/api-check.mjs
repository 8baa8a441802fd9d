/**
 * Whether docs/openapi.json is well written, and whether whoever relied on the last release still can:
 * what breaks them fails, unless docs/releases/noted.json says why it is so.
 */
import { apiCompare } from 'api-smart-diff';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './sources.mjs';

const releases = join(root, 'docs/releases');
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

const lint = () => {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
  const asked = [redocly, 'lint', 'docs/openapi.json'];
  const { output, status } = spawnSync(process.execPath, asked, { cwd: root, env });
  if (status !== 0) console.error(output.filter(Boolean).join(''));
  return status === 0;
};

const byVersion = (a, b) => a.localeCompare(b, 'en', { numeric: true });

/** `openapi-0.1.0.json`: the document of that release, as it was. */
const lastRelease = () =>
  readdirSync(releases)
    .filter((name) => /^openapi-.*\.json$/.test(name))
    .toSorted(byVersion)
    .at(-1);

const told = ({ description, path }) => `${path.join('/')}${description ? `: ${description}` : ''}`;

/** `[{"change": "paths//markets/get", "why": "…"}]`: a change is named by how its path begins. */
const isNoted = (change, noted) =>
  noted.some(({ change: start }) => told(change).startsWith(start));

/** Schemas break where operations use them; on their own they are nobody's. */
const breakingSince = (release) => {
  const { diffs } = apiCompare(
    read(join(releases, release)),
    read(join(root, 'docs/openapi.json')),
  );
  return diffs.filter(({ path, type }) => type === 'breaking' && path[0] === 'paths');
};

const compare = () => {
  const release = lastRelease();
  const noted = read(join(releases, 'noted.json'));
  const broken = breakingSince(release).filter((change) => !isNoted(change, noted));
  for (const change of broken) console.error(`breaks who relied on ${release}: ${told(change)}`);
  if (broken.length > 0)
    console.error('Keep what was promised, or say why not in docs/releases/noted.json.');
  return broken.length === 0;
};

process.exitCode = [lint(), compare()].every(Boolean) ? 0 : 1;
