import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOM_FOR_THE_YOUNG } from '../forked.js';
import type { Setting } from './bus-service.js';

const MAIN = join(__dirname, '../../../../clearing/src/main.js');
const LOOK_MS = 100;

interface Clearing {
  readonly child: ChildProcess;
  readonly url: string;
}

/**
 * Clearing services as `npm run start:clearing` runs them, each with one thread to clear in and a
 * core of its own, as if each had a small machine: else the first would take the second one's part.
 */
export class ClearingProcesses {
  private readonly running: Clearing[] = [];

  constructor(private readonly setting: Setting) {}

  /** Resolves once so many run and each has its share of the partitions. */
  async growTo(count: number): Promise<void> {
    while (this.running.length < count) this.running.push(await this.start());
    const share = this.setting.settings.partitions / count;
    for (const { url } of this.running)
      while ((await assignedCount(url)) !== share) await sleep(LOOK_MS);
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.running.splice(0).map(async ({ child }) => {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }),
    );
  }

  private async start(): Promise<Clearing> {
    const { databaseUrl, settings } = this.setting;
    const core = String(this.running.length % availableParallelism());
    const program = [process.execPath, ...ROOM_FOR_THE_YOUNG, MAIN];
    const child = spawn('taskset', ['--cpu-list', core, ...program], {
      stdio: ['ignore', 'pipe', 2],
      env: {
        ...{ ...process.env, PORT: '0', DATABASE_URL: databaseUrl, CLEARING_THREADS: '1' },
        KAFKA_BROKERS: settings.brokers.join(','),
        KAFKA_TOPIC_PREFIX: settings.prefix,
        KAFKA_PARTITIONS: String(settings.partitions),
      },
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error('a clearing process ended instead of becoming ready');
    });
    const url = await Promise.race([readyUrl(child), ended]);
    ended.catch(() => undefined);
    return { child, url };
  }
}

const readyUrl = ({ stdout }: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    let said = '';
    stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      const url = /is ready on (\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
  });

/** Partitions that a process reads, by what it says of its health; none while they are shared out. */
const assignedCount = async (url: string): Promise<number> => {
  const answer = await fetch(`${url}/health/ready`);
  const { kafka } = (await answer.json()) as { kafka?: { assigned?: number[] } };
  return kafka?.assigned?.length ?? 0;
};
