/**
 * Starts the broker of a test run, outlives the run however it ends, and takes the broker and its
 * data away. Arguments: the broker's folder, the process of the run.
 */
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { secureListeners } = require('./kafka-listeners.cjs');
const { takeLeftBehind } = require('./left-behind.cjs');

const [folder, runPid] = process.argv.slice(2);
const LOOK_MS = 100;
const kafka = (...args) => [
  join(__dirname, '..', '..', 'scripts', 'kafka.mjs'),
  ...args,
  '--folder',
  join(folder, 'cluster'),
];

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const isOver = () => existsSync(join(folder, 'over')) || !isAlive(Number(runPid));

/** The data are thrown away, so nothing is gained by an orderly stop. */
const clearAway = () => {
  const state = join(folder, 'cluster', 'cluster.json');
  if (existsSync(state) && JSON.parse(readFileSync(state, 'utf8')).nodes.some(({ pid }) => pid > 0))
    spawnSync(process.execPath, kafka('kill', '1'), { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  if (!isAlive(Number(runPid))) takeLeftBehind(folder);
};

const tell = (answer) => {
  writeFileSync(join(folder, 'said.json.new'), JSON.stringify(answer));
  renameSync(join(folder, 'said.json.new'), join(folder, 'said.json'));
};

let starting = true;

const start = async () => {
  const { properties, secure, user } = await secureListeners(folder);
  const file = join(folder, 'properties.json');
  writeFileSync(file, JSON.stringify(properties), { mode: 0o600 });
  const more = ['--properties', file, '--user', `${user.name}:${user.password}`];
  const child = spawn(process.execPath, kafka('start', '--json', ...more), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let error = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (error += text));
  child.on('close', (code) => {
    starting = false;
    tell(code === 0 ? { brokers: JSON.parse(output).brokers, secure } : { error: error.trim() });
  });
};

start().catch((error) => {
  starting = false;
  tell({ error: String(error) });
});

const look = () => (isOver() && !starting ? clearAway() : setTimeout(look, LOOK_MS));

look();
