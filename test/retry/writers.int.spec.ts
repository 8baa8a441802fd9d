import { eventStoreMigrations, PostgresEventStore, verifyChain } from '@trueque/event-store';
import { openDataSource } from '@trueque/postgres';
import { once } from 'node:events';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../support/index.js';
import { everything, expectWhole, startWriter, type Writer } from './writer-process.js';

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
