import { execFile, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const root = resolve(__dirname, '../../../..');
const main = join(root, 'dist/apps/cli/src/main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
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
  const { DATABASE_URL: _, TRUEQUE_DATA: __, ...surroundings } = process.env;
  return spawn(process.execPath, [main, ...args], {
    cwd: root,
    env: { ...surroundings, ...env },
    timeout: 60_000,
  });
};
