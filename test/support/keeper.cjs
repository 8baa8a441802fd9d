/**
 * Outlives the test run, however it ends, and takes its PostgreSQL and its folder away.
 * Arguments: the run's folder, the process of the run.
 */
const { existsSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { takeLeftBehind } = require('./left-behind.cjs');

const [run, runPid] = process.argv.slice(2);
const LOOK_MS = 100;

const answers = (pid, signal) => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
};

const isOver = () => existsSync(join(run, 'over')) || !answers(Number(runPid), 0);

const serverPid = () => {
  try {
    return Number(readFileSync(join(run, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return 0;
  }
};

const clearAway = () => {
  const pid = serverPid();
  if (pid > 0 && answers(pid, 'SIGQUIT')) return setTimeout(clearAway, LOOK_MS);
  rmSync(run, { recursive: true, force: true, maxRetries: 5 });
  if (!answers(Number(runPid), 0)) takeLeftBehind(run);
};

const look = () => (isOver() ? clearAway() : setTimeout(look, LOOK_MS));

look();
