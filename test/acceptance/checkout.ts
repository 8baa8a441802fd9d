import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

const kept = [
  '.npmrc',
  '.swcrc',
  'apps',
  'cases',
  'demo',
  'docs',
  'libs',
  'package-lock.json',
  'package.json',
  'scripts',
  'tsconfig.json',
];

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Ready {
  /** Packages are borrowed from this checkout unless the test is about installing. */
  readonly installed: boolean;
  /** What this checkout has built is taken along unless the test is about the first build. */
  readonly built: boolean;
}

/** A checkout of its own in an empty folder, as after a clone, without data. */
export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), 'trueque-checkout-'));
  private readonly children = new Set<ChildProcess>();

  constructor({ installed, built }: Ready) {
    chmodSync(this.folder, 0o755);
    const taken = built ? [...kept, 'dist'] : kept;
    for (const path of taken.filter((name) => existsSync(join(root, name))))
      cpSync(join(root, path), join(this.folder, path), { recursive: true });
    if (installed) symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Runs a command in the checkout to its end. */
  run(command: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    const [program = '', ...args] = command.split(' ');
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { ...cleanEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.children.add(child);
    const finished = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (finished.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (finished.stderr += text));
    return new Promise((done, failed) => {
      child.on('error', failed);
      child.on('close', (code) => {
        this.children.delete(child);
        done({ ...finished, code });
      });
    });
  }

  remove(): void {
    for (const child of this.children) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What npm, Jest and the surroundings told this process is not told to the one under test. */
const cleanEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(npm_|NODE_ENV$|JEST_|PORT$|HOST$|DATABASE_URL$|KAFKA_BROKERS$|TRUEQUE_)/.test(name),
    ),
  );
