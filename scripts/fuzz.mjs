/**
 * Asks a trueque of its own everything that its OpenAPI document allows, and much that it does not, with
 * Schemathesis: no answer may be a server error or one that the document does not describe.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './sources.mjs';

const version = '4.32.5';
const help = `npm run fuzz -- [--examples 200] [--seed 1]

Starts a trueque with the demonstration on a database of its own, asks it what Schemathesis ${version} makes of its
OpenAPI document, and stops it. About 130 requests an example; 200 are more than 20,000. Needs Python 3 with venv.

Example:
  npm run fuzz -- --examples 10`;

/** Checks that hold for any request, sensible or not. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];
/** A stream without an end, and the route that would sign the fuzzer out. */
const left = ['/events', '/sessions'];

const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

const fail = (message) => {
  console.error(`fuzz: ${message}`);
  process.exit(3);
};

const cache = join(
  process.env.TRUEQUE_CACHE || process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'trueque',
  `schemathesis-${version}`,
);
const schemathesis = join(cache, 'bin', 'schemathesis');

/** From PyPI once, into the cache. */
const install = () => {
  if (existsSync(schemathesis)) return;
  console.error('fuzz: fetching Schemathesis; once, about a minute');
  const made = spawnSync('python3', ['-m', 'venv', cache], { encoding: 'utf8' });
  if (made.status !== 0) fail('needs Python 3 with venv: apt-get install python3-venv');
  const pip = join(cache, 'bin', 'pip');
  const got = spawnSync(pip, ['install', '--quiet', `schemathesis==${version}`], {
    encoding: 'utf8',
  });
  if (got.status === 0) return;
  rmSync(cache, { recursive: true, force: true });
  fail(`Schemathesis could not be installed:\n${got.stderr}`);
};

/** Resolves to its address once the demonstration is settled. */
const start = (folder, key) =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, TRUEQUE_DATA: folder, TRUEQUE_OPERATOR_KEY: key, PORT: '0' };
    const child = spawn(process.execPath, ['scripts/run.mjs', 'standalone'], { cwd: root, env });
    let said = '';
    const hear = (text) => {
      said += text;
      const url = /ready on (\S+)/.exec(said)?.[1];
      if (url && /settled|already/.test(said)) resolve({ child, url });
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('close', () => reject(new Error(`it ended instead:\n${said}`)));
  });

/** What Schemathesis keeps goes with the folder. */
const fuzz = (url, key, folder) =>
  spawnSync(
    schemathesis,
    [
      ...['run', `${url}/openapi.json`, '--header', `Authorization: Bearer ${key}`],
      ...left.flatMap((path) => ['--exclude-path', path]),
      ...['--checks', checks.join(','), '--phases', 'examples,coverage,fuzzing'],
      ...['--max-examples', values.examples, '--seed', values.seed, '--no-color'],
    ],
    { cwd: folder, stdio: 'inherit' },
  ).status ?? 1;

const drawnKey = () =>
  spawnSync(process.execPath, ['dist/apps/cli/src/main.js', 'keys', 'draw'], {
    cwd: root,
    encoding: 'utf8',
  }).stdout.trim();

if (values.help) {
  console.log(help);
} else {
  install();
  const folder = mkdtempSync(join(tmpdir(), 'trueque-fuzz-'));
  chmodSync(folder, 0o755);
  const key = drawnKey();
  const { child, url } = await start(folder, key);
  process.exitCode = fuzz(url, key, folder);
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
