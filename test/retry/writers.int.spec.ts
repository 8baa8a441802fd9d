import {
  eventStoreMigrations,
  PostgresEventStore,
  type RecordedEvent,
  verifyChain,
} from '@trueque/event-store';
import { openDataSource } from '@trueque/postgres';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../support/index.js';

interface Writer {
  readonly process: ChildProcess;
  /** Causes that the store has acknowledged to it, with their positions. */
  readonly kept: Map<string, number>;
  readonly ended: Promise<unknown>;
}

const startWriter = (url: string, name: string, writers: number, commands: number): Writer => {
  const register = join(__dirname, '..', 'support', 'register-typescript.cjs');
  const script = join(__dirname, 'writer.ts');
  const child = spawn(
    process.execPath,
    ['-r', register, script, url, name, String(writers), String(commands)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const kept = new Map<string, number>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [word, position, cause] = line.split(' ');
    if (word === 'kept' && cause !== undefined) kept.set(cause, Number(position));
  });
  return { process: child, kept, ended: Promise.all([once(child, 'exit'), once(lines, 'close')]) };
};

const everything = async (store: PostgresEventStore): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readPartition('harbour', events.length, 1000);
    events.push(...page);
    if (page.length < 1000) return events;
  }
};

/** Neither gap nor repetition, positions in order, revisions of each stream in order of positions. */
const expectWhole = (events: readonly RecordedEvent[]): void => {
  expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
  expect(new Set(events.map(({ causedBy }) => causedBy)).size).toBe(events.length);
  const revisions = new Map<string, number>();
  for (const { stream, revision } of events) {
    expect(revision).toBe((revisions.get(stream) ?? 0) + 1);
    revisions.set(stream, revision);
  }
};

describe('several processes that write to one partition', () => {
  let url: string;
  let dataSource: DataSource;
  let store: PostgresEventStore;
  const started: Writer[] = [];
  const start = (...[name, writers, commands]: [string, number, number]): Writer => {
    const writer = startWriter(url, name, writers, commands);
    started.push(writer);
    return writer;
  };

  beforeEach(async () => {
    url = await freshDatabase();
    dataSource = await openDataSource({ url, migrations: eventStoreMigrations });
    store = new PostgresEventStore(dataSource);
  });

  afterEach(async () => {
    for (const writer of started.splice(0)) writer.process.kill('SIGKILL');
    await store.close();
    await dataSource.destroy();
  });

  it('lose, double and reorder nothing: 16 writers in two processes', async () => {
    const writers = [start('a', 8, 40), start('b', 8, 40)];
    await Promise.all(writers.map(({ ended }) => ended));
    const events = await everything(store);
    expectWhole(events);
    const kept = new Map(writers.flatMap((writer) => [...writer.kept]));
    expect(new Map(events.map(({ causedBy, position }) => [causedBy, position]))).toEqual(kept);
    expect(kept.size).toBe(2 * 8 * 40 * 2);
    expect(await verifyChain(dataSource)).toMatchObject([{ events: events.length }]);
  });

  it('lose nothing acknowledged when they are killed in the middle', async () => {
    const kept = new Map<string, number>();
    for (const name of ['a', 'b', 'c']) {
      const writer = start(name, 8, 1_000_000);
      while (writer.kept.size < 200) await once(writer.process.stdout!, 'data');
      writer.process.kill('SIGKILL');
      await writer.ended;
      for (const [cause, position] of writer.kept) kept.set(cause, position);
    }
    const events = await everything(store);
    expectWhole(events);
    const found = new Map(events.map(({ causedBy, position }) => [causedBy, position]));
    expect([...kept].filter(([cause, position]) => found.get(cause) !== position)).toEqual([]);
    expect(await verifyChain(dataSource)).toEqual([
      expect.not.objectContaining({ broken: expect.anything() }),
    ]);
  });

  it('hear of each other', async () => {
    const heard = new Promise<string>((resolve) => store.onAppended(resolve));
    start('a', 1, 100_000);
    expect(await heard).toBe('harbour');
  });
});
