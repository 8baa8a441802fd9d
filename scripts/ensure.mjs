/**
 * Before `npm start`, `npm test` and `npm run trueque`: installs what is missing and builds what
 * is stale, and does nothing where nothing is to be done. Needs Node alone. Speaks on standard
 * error only; `--quiet` leaves just what takes long or goes wrong.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withLock } from './lock.mjs';
import { isBuilt, root } from './sources.mjs';

const quiet = process.argv.includes('--quiet');
const say = (text) => console.error(`trueque: ${text}`);

class Unready extends Error {}

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

const requireNode = () => {
  const least = readJson('package.json').engines.node.replace('>=', '').split('.').map(Number);
  const here = process.versions.node.split('.').map(Number);
  const first = least.findIndex((part, index) => part !== here[index]);
  if (first >= 0 && here[first] < least[first])
    throw new Unready(
      `needs Node ${least.join('.')} or newer; this is ${process.versions.node}. ` +
        'Install a newer one from https://nodejs.org and run the command again.',
    );
};

/** npm keeps what it has installed in a lock file of its own; it writes that last. */
const installedLock = join('node_modules', '.package-lock.json');

const whyInstall = () => {
  if (!existsSync(join(root, 'node_modules'))) return 'nothing is installed yet';
  if (!existsSync(join(root, installedLock))) return 'the last installation was not finished';
  const installed = readJson(installedLock).packages;
  const stale = Object.entries(readJson('package-lock.json').packages).find(
    ([path, { version, optional }]) =>
      path !== '' && !(optional && !installed[path]) && installed[path]?.version !== version,
  );
  return (
    stale && `package-lock.json wants ${stale[0].replace('node_modules/', '')} ${stale[1].version}`
  );
};

/** The npm that started us, else the one on the path. Its output is ours to say, not standard output's. */
const npm = (...args) => {
  const cli = process.env.npm_execpath ?? '';
  return basename(cli) === 'npm-cli.js' ? [process.execPath, cli, ...args] : ['npm', ...args];
};

const run = ([command, ...args]) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });

const isUnreachable = (output) =>
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/.test(
    output,
  );

const install = async () => {
  const why = whyInstall();
  if (!why) return;
  say(`installing packages (${why}); the first time this takes about a minute`);
  const startedMs = Date.now();
  const { code, output } = await run(
    npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'),
  );
  if (code !== 0) throw new Unready(installFailure(output));
  say(`installed in ${Math.round((Date.now() - startedMs) / 1000)} s`);
};

const installFailure = (output) =>
  isUnreachable(output)
    ? `the package registry cannot be reached. Check the network or npm's proxy settings ` +
      `and run the command again.\n${output}`
    : `npm ci failed\n${output}`;

const build = async () => {
  const { code, output } = await run([
    process.execPath,
    join(root, 'scripts', 'build.mjs'),
    '--stale',
  ]);
  if (code !== 0) throw new Unready(output.replace(/^trueque: /, ''));
  if (!quiet && output) console.error(output);
};

try {
  requireNode();
  if (whyInstall())
    await withLock(
      join(root, '.install.lock'),
      (pid) => say(`waiting for the installation of process ${pid}`),
      install,
    );
  if (!isBuilt()) await build();
} catch (error) {
  if (!(error instanceof Unready)) throw error;
  say(error.message);
  process.exitCode = 1;
}
