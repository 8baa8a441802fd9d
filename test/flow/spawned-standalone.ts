import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { OPERATOR_KEY } from '../support/index.js';

const root = join(__dirname, '../..');

/** What is started is what the sources say now. */
export const buildOnce = (): void => {
  execFileSync(process.execPath, ['scripts/ensure.mjs', '--quiet'], {
    cwd: root,
    stdio: 'inherit',
  });
};

/** A data folder that PostgreSQL's own user may enter. */
export const dataFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'trueque-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** The standalone as `npm start` runs it, in a process of its own, with what it says. */
export class SpawnedStandalone {
  private readonly child: ChildProcess;
  private said = '';
  private readonly ended: Promise<number | null>;

  constructor(env: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, ['scripts/run.mjs', 'standalone'], {
      cwd: root,
      env: { PATH: process.env['PATH'], PORT: '0', TRUEQUE_OPERATOR_KEY: OPERATOR_KEY, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  get output(): string {
    return this.said;
  }

  /** Waits until it has said something that matches, and answers what it said. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.said);
      if (match !== null) return match;
      if (this.child.exitCode !== null) throw new Error(`it ended instead: ${this.said}`);
      await sleep(5);
    }
  }

  /** Where it is reached, once it says so. */
  async url(): Promise<string> {
    return (await this.until(/trueque is ready on (\S+)/))[1] ?? '';
  }

  /** Sends a signal and answers the exit code, null where the signal ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Waits for it to end by itself. */
  exitCode(): Promise<number | null> {
    return this.ended;
  }
}
