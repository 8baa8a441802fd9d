import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const root = resolve(__dirname, '../../../..');
const main = join(root, 'dist/apps/cli/src/main.js');
const keptMain = join(root, 'dist/apps/cli/src/testing/kept-cli-worker.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandLine {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Builds where sources changed since. */
export const buildCli = async (): Promise<void> => {
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build.mjs'), '--stale']);
};

export const caseFile = (name: string): string => join(root, 'cases', name);

/** Runs the command line as it ships, as a process of its own, to its end. */
export const runCli = async (
  args: readonly string[],
  { env = {}, input = '' }: { env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<Ended> => {
  const child = startCli(args, env);
  child.stdin.end(input);
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
};

/** What surrounds the test run is not told to the command: no database unless the test names one. */
export const startCli = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  return spawn(process.execPath, [main, ...args], {
    cwd: root,
    env: { ...surroundings(), ...env },
    timeout: 60_000,
  });
};

const surroundings = (): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _, TRUEQUE_DATA: __, ...others } = process.env;
  return others;
};

/**
 * The same command line in one process for a whole suite, one command after the other, which saves
 * most of a second each: for what a command says. That it starts and ends as a process, `runCli` shows.
 */
export const keptCli = () => {
  let kept: ReturnType<typeof startKept> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  afterAll(() => kept?.child.disconnect());
  const told = (line: CommandLine): Promise<Ended> => {
    kept ??= startKept();
    const answer = once(kept.child, 'message').then(([ended]) => ended);
    kept.child.send(line);
    return Promise.race([answer, kept.died]);
  };
  return (
    args: readonly string[],
    { env = {} }: { env?: Readonly<Record<string, string>> } = {},
  ): Promise<Ended> => {
    const answer = last.then(() => told({ args, env }));
    last = answer.catch(() => undefined);
    return answer;
  };
};

const startKept = () => {
  const child = fork(keptMain, { cwd: root, env: surroundings() });
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`the kept command line ended with ${code}`);
  });
  died.catch(() => undefined);
  // What cannot be sent to a dead one is told by its death.
  child.on('error', () => undefined);
  return { child, died };
};
