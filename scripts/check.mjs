/**
 * Everything that can be said about the code without running it: one line a step, the output of
 * failing steps only, exit 1 on any. `npm run check -- lint types` runs just those.
 */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './sources.mjs';

/** Two at a time; the slowest first, so that none is left alone at the end. */
const atOnce = 2;
const steps = {
  lint: 'eslint --max-warnings 0 .',
  unused: 'knip --no-progress',
  format: 'prettier --check --cache --log-level warn .',
  boundaries: 'depcruise apps libs test',
  house: 'jest test/tidy/tidy.spec.ts',
  types: 'tsc -p . --pretty false',
  dashboard: 'tsc -p apps/dashboard --pretty false',
  generated: 'node scripts/generate.mjs --check',
  api: 'node scripts/api-check.mjs',
};

const bin = join(root, 'node_modules', '.bin');
const { FORCE_COLOR: _, ...inherited } = process.env;
const env = { ...inherited, PATH: `${bin}${delimiter}${process.env.PATH}`, NO_COLOR: '1' };

const run = (name, command) =>
  new Promise((resolve) => {
    const startedMs = Date.now();
    const [program, ...args] = command.split(' ');
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ name, ok: false, output: error.message, seconds: 0 }));
    child.on('close', (code) =>
      resolve({ name, ok: code === 0, output, seconds: (Date.now() - startedMs) / 1000 }),
    );
  });

const report = ({ name, ok, output, seconds }) => {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds.toFixed(1)} s`);
  if (!ok) console.log(output.trimEnd());
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}

const prepared = await run('build', 'node scripts/ensure.mjs');
report(prepared);
const queue = Object.entries(steps).filter(
  ([name]) => wanted.length === 0 || wanted.includes(name),
);
const results = [prepared];

const work = async () => {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const result = await run(...step);
    report(result);
    results.push(result);
  }
};
await Promise.all(Array.from({ length: atOnce }, work));
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
