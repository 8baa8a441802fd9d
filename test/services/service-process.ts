import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(__dirname, '../..');

export const SERVICES = ['intake', 'clearing', 'settlement', 'reporting'] as const;
export type ServiceName = (typeof SERVICES)[number];

const START_MS_MAX = 90_000;
const DRAIN_MS_MAX = 45_000;

/** A service as `npm run start:…` runs it, in a process of its own that may be killed and started again. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private ended: Promise<number | null> = Promise.resolve(null);
  private said = '';

  constructor(
    readonly name: ServiceName,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** What it said since it was started last. */
  get output(): string {
    return this.said;
  }

  get runs(): boolean {
    return this.child !== undefined && this.child.exitCode === null && !this.child.killed;
  }

  /** Resolves with where it is reached. Throws what it said if it ended instead, or takes for ever. */
  async start(): Promise<string> {
    this.said = '';
    const patience = AbortSignal.timeout(START_MS_MAX);
    const child = spawn(process.execPath, ['scripts/run.mjs', this.name], {
      cwd: root,
      env: { PATH: process.env['PATH'], PORT: '0', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    this.ended = new Promise((resolve) => child.once('close', resolve));
    for (;;) {
      const url = /is ready on (\S+)/.exec(this.said)?.[1];
      if (url !== undefined) return url;
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`${this.name} ended instead: ${this.said}`);
      if (patience.aborted) throw new Error(`${this.name} does not become ready: ${this.said}`);
      await sleep(10);
    }
  }

  /**
   * Sends a signal that ends it and answers the exit code, null where a signal itself ended it: that
   * one, or the last resort against one that never finishes.
   */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.child;
    child?.kill('SIGCONT');
    child?.kill(signal);
    const lastResort = setTimeout(() => child?.kill('SIGKILL'), DRAIN_MS_MAX);
    const code = await this.ended;
    clearTimeout(lastResort);
    return code;
  }

  /** Lets it end by itself. */
  exitCode(): Promise<number | null> {
    return this.ended;
  }

  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }
}
