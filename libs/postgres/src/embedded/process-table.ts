import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the operating system says about a process: whether it lives, and when it began. */
export interface ProcessFacts {
  /** Tells a process from a later one with the same number. */
  readonly began: string;
  /** Ended, but not yet fetched by its parent: it still answers signals and holds nothing. */
  readonly zombie: boolean;
}

export const factsOf = (pid: number): ProcessFacts | undefined =>
  process.platform === 'linux' ? linuxFacts(pid) : psFacts(pid);

const linuxFacts = (pid: number): ProcessFacts | undefined => {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name in parentheses may hold anything, so count from its end.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && { zombie: fields[0] === 'Z', began: fields[19] ?? '' };
};

const psFacts = (pid: number): ProcessFacts | undefined => {
  const line = attempt(() =>
    execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }),
  );
  const [, state, began] = /^(\S+)\s+(.+)$/.exec(line?.trim() ?? '') ?? [];
  return state === undefined ? undefined : { zombie: state.startsWith('Z'), began: began ?? '' };
};

export const isRunning = (pid: number): boolean => factsOf(pid)?.zombie === false;

/** Processes that work in a folder, as a server's do in its data; only Linux can tell. */
export const processesIn = (folder: string): readonly number[] => {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && attempt(() => readlinkSync(`/proc/${pid}/cwd`)) === folder)
    .filter(isRunning);
};

/** Waits until the condition holds; answers whether it did in time. */
export const eventually = async (holds: () => boolean, patienceMs: number): Promise<boolean> => {
  const deadlineMs = Date.now() + patienceMs;
  while (!holds()) {
    if (Date.now() > deadlineMs) return false;
    await sleep(10);
  }
  return true;
};

const attempt = <Result>(work: () => Result): Result | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};
