/**
 * One process at a time, by a lock file that its holder keeps touching: two starts at once wait
 * for each other, and what a killed process left behind is taken over.
 */
import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const beatMs = 1_000;
const silentMsMax = 60_000;
const pollMs = 150;

const read = (path) => {
  try {
    return { holder: Number(readFileSync(path, 'utf8')), touchedMs: statSync(path).mtimeMs };
  } catch {
    return undefined;
  }
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** A process id may be given to another program, so a holder that stopped touching is gone too. */
const isAbandoned = ({ holder, touchedMs }) =>
  !(holder > 0 && isAlive(holder)) || Date.now() - touchedMs > silentMsMax;

/** The file appears with its content or not at all: nobody reads a lock without a holder. */
const tryTake = (path) => {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
};

/** Moved aside before it is removed: where two find the same leftover, one of them moves it. */
const removeAbandoned = (path, { holder }) => {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
    if (read(aside)?.holder !== holder) linkSync(aside, path);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
};

const take = async (path, waiting) => {
  let told = false;
  while (!tryTake(path)) {
    const lock = read(path);
    if (lock && isAbandoned(lock)) removeAbandoned(path, lock);
    else if (lock) {
      if (!told) waiting(lock.holder);
      told = true;
      await pause(pollMs);
    }
  }
};

/** Runs `work` while holding the lock; `waiting(pid)` is called once where another holds it. */
export const withLock = async (path, waiting, work) => {
  await take(path, waiting);
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), beatMs);
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener('exit', release);
    release();
  }
};
