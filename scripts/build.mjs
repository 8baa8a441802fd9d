/**
 * Compiles apps/ and libs/ into dist/ in one swc pass, copies what is not TypeScript beside it,
 * bundles the dashboard, and removes outputs whose source is gone. Types are checked by `npm run check`, not here.
 * `--stale` builds only where dist is not what the sources would give.
 */
import { transform } from '@swc/core';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { buildDashboard } from './build-dashboard.mjs';
import { withLock } from './lock.mjs';
import {
  dashboardFingerprint,
  filesUnder,
  fingerprint,
  isBuilt,
  readStamp,
  root,
  sources,
  stampPath,
} from './sources.mjs';

const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
options.jsc.baseUrl = root;

/** Written beside and renamed, so that a process that is starting never reads half a file. */
const write = (path, content) => {
  const target = join(root, path);
  const unfinished = `${target}.unfinished`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(unfinished, content);
  renameSync(unfinished, target);
  return path;
};

const compile = async (path) => {
  const output = join('dist', path.replace(/\.ts$/, '.js'));
  const { code, map } = await transform(readFileSync(join(root, path), 'utf8'), {
    ...options,
    swcrc: false,
    filename: join(root, path),
    sourceFileName: relative(dirname(output), path),
  });
  const link = `//# sourceMappingURL=${basename(output)}.map\n`;
  return [write(output, code + link), write(`${output}.map`, map)];
};

const produce = async (path) =>
  path.endsWith('.ts')
    ? compile(path)
    : [write(join('dist', path), readFileSync(join(root, path)))];

const produceAll = async () => {
  const results = await Promise.allSettled(sources().map(produce));
  const failures = results.filter(({ status }) => status === 'rejected');
  if (failures.length > 0)
    throw new Error(failures.map(({ reason }) => reason.message ?? reason).join('\n'));
  return results.flatMap(({ value }) => value).sort();
};

/** Bundling takes longest, so it is left out where the dashboard is as it would come out again. */
const webOutputs = async (madeFrom) => {
  const { dashboard, outputs } = readStamp();
  const known = outputs.filter((path) => path.startsWith(join('dist', 'web')));
  const fresh = dashboard === madeFrom && known.every((path) => existsSync(join(root, path)));
  return fresh ? known : buildDashboard();
};

const build = async () => {
  const startedMs = Date.now();
  const madeFrom = fingerprint();
  const dashboard = dashboardFingerprint();
  const [compiled, web] = await Promise.all([produceAll(), webOutputs(dashboard)]);
  const outputs = [...compiled, ...web];
  const wanted = new Set(outputs);
  for (const path of [...filesUnder('dist/apps'), ...filesUnder('dist/libs')])
    if (!wanted.has(path)) rmSync(join(root, path));
  write(stampPath, JSON.stringify({ fingerprint: madeFrom, dashboard, outputs }));
  return `built ${outputs.length} files in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`;
};

const say = (text) => process.argv.includes('--quiet') || console.error(`trueque: ${text}`);

try {
  await withLock(
    join(root, '.build.lock'),
    (pid) => say(`waiting for the build of process ${pid}`),
    async () => (process.argv.includes('--stale') && isBuilt()) || say(await build()),
  );
} catch (error) {
  console.error(`trueque: the build failed\n${error.message}`);
  process.exitCode = 1;
}
