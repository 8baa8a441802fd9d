import { Logger } from '@nestjs/common';
import { InMemoryEventStore, type RecordedEvent } from '@trueque/event-store';
import { register, roster } from '@trueque/event-store/testing';
import { openDataSource } from '@trueque/postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import { Column, type DataSource, Entity, type EntityManager, PrimaryColumn } from 'typeorm';
import { freshDatabase } from '../../../test/support/index.js';
import {
  CheckpointRow,
  type Consumer,
  ConsumerRunner,
  DeadLetterRow,
  messagingEntities,
  messagingMigrations,
  type ProcessConsumer,
  type Projection,
  rebuildProjection,
  RebuildRunning,
  Refused,
  Unwell,
} from './index.js';

const nameIn = (event: RecordedEvent): string =>
  JSON.parse(JSON.stringify(event.data)).community.id;

@Entity({ schema: 'messaging', name: 'names' })
class NameRow {
  @PrimaryColumn('bigint') position!: number;
  @Column('text') name!: string;
}

/** Keeps what it is told in a table of its own. */
class Names implements Projection {
  readonly kind = 'projection';
  readonly rows = [NameRow];
  readonly types = ['CommunityRegistered'] as const;

  constructor(
    readonly name = 'test.names.v1',
    private readonly written = (name: string) => name,
  ) {}

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    for (const event of events) {
      if (nameIn(event) === 'poison') throw new TypeError('this one cannot be read');
      const name = this.written(nameIn(event));
      await manager.insert(NameRow, { position: event.position, name });
    }
  }
}

class CreateNames1761955200001 {
  readonly name = 'CreateNames1761955200001';
  up = (runner: { query(sql: string): Promise<unknown> }) =>
    runner.query(`CREATE TABLE messaging.names (position bigint PRIMARY KEY, name text);
      CREATE VIEW messaging.named AS SELECT count(*)::int AS count FROM messaging.names`);
  down = () => Promise.resolve();
}

/** Given once, waited for by many. */
class Signal {
  give!: () => void;
  readonly given = new Promise<void>((resolve) => (this.give = resolve));
}

/** Remembers what it handled; throws what it is told to throw, once. */
const recording = (failures: Map<string, Error[]> = new Map()) => {
  const handled: string[] = [];
  const consumer: ProcessConsumer = {
    kind: 'process',
    name: 'test.recording',
    types: ['CommunityRegistered'],
    handle: (event) => {
      const error = failures.get(nameIn(event))?.shift();
      if (error !== undefined) return Promise.reject(error);
      handled.push(nameIn(event));
      return Promise.resolve();
    },
  };
  return { consumer, handled };
};

describe('consumers on the in-process transport', () => {
  let dataSource: DataSource;
  let store: InMemoryEventStore;
  const runners: ConsumerRunner[] = [];

  beforeAll(() => Logger.overrideLogger(false));

  beforeEach(async () => {
    store = new InMemoryEventStore();
    dataSource = await openDataSource({
      url: await freshDatabase(),
      entities: [...messagingEntities, NameRow],
      migrations: [...messagingMigrations, CreateNames1761955200001],
    });
  });

  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await dataSource.destroy();
    await store.close();
  });

  const run = (...consumers: Consumer[]) => {
    const runner = new ConsumerRunner(store, dataSource);
    runners.push(runner);
    runner.start(consumers);
    return runner;
  };

  const append = async (...names: string[]) => {
    for (const name of names)
      await store.transact(roster, 'm', register(name), {
        partition: 'm',
        causedBy: name,
        actor: 'operator',
        occurredAt: '2016-08-08T07:00:00Z',
      });
  };

  const names = async (): Promise<string[]> =>
    (await dataSource.query('SELECT name FROM messaging.names ORDER BY position')).map(
      (row: { name: string }) => row.name,
    );

  it('bring every event once and in order, those from before and those that come', async () => {
    const { consumer, handled } = recording();
    await append('a', 'b');
    const runner = run(consumer, new Names());
    await append('c');
    await runner.idle();
    expect(handled).toEqual(['a', 'b', 'c']);
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect(await runner.status()).toMatchObject([
      { name: 'test.recording', lag: 0, handled: 3 },
      { name: 'test.names.v1', lag: 0, handled: 3 },
    ]);
  });

  it('are given a crowd of events at once where they want that, and the rest as it comes', async () => {
    const given: number[][] = [];
    const crowd: Projection = {
      ...{ kind: 'projection', name: 'test.crowd.v1', rows: [], eventsAtOnce: 1_000 },
      types: ['CommunityRegistered'],
      project: (events) => {
        given.push(events.map(({ position }) => position));
        return Promise.resolve();
      },
    };
    await append(...Array.from({ length: 1_201 }, (_, index) => `c${index}`));
    const runner = run(crowd);
    await runner.idle();
    await append('late');
    await runner.idle();
    expect(given.map(({ length }) => length)).toEqual([1_000, 201, 1]);
    expect(given.flat()).toEqual(Array.from({ length: 1_202 }, (_, index) => index + 1));
  });

  it('go on after their checkpoint when the process starts again', async () => {
    const before = recording();
    await append('a');
    const first = run(before.consumer, new Names());
    await first.idle();
    await first.stop();
    await append('b');
    const after = recording();
    await run(after.consumer, new Names()).idle();
    expect(after.handled).toEqual(['b']);
    expect(await names()).toEqual(['a', 'b']);
  });

  it('keep trying where something is unwell, and lose nothing by it', async () => {
    const failures = new Map([['b', [new Unwell('away'), new Unwell('still away')]]]);
    const { consumer, handled } = recording(failures);
    await append('a', 'b', 'c');
    await run(consumer).idle();
    expect(handled).toEqual(['a', 'b', 'c']);
  });

  it('acknowledge and count what the rules refuse', async () => {
    const { consumer, handled } = recording(new Map([['b', [new Refused('gate-closed')]]]));
    await append('a', 'b', 'c');
    const runner = run(consumer);
    await runner.idle();
    expect(handled).toEqual(['a', 'c']);
    expect(await runner.status()).toMatchObject([{ handled: 2, refused: 1, deadLetters: 0 }]);
  });

  it('put aside what is wrong, with the reason, and go on with the rest', async () => {
    const { consumer, handled } = recording(new Map([['b', [new TypeError('broken')]]]));
    await append('a', 'b', 'poison', 'c');
    const runner = run(consumer, new Names());
    await runner.idle();
    expect(handled).toEqual(['a', 'poison', 'c']);
    expect(await names()).toEqual(['a', 'b', 'c']);
    const letters = await dataSource.getRepository(DeadLetterRow).find({ order: { position: 1 } });
    expect(letters).toMatchObject([
      { consumer: 'test.recording', position: 2, reason: 'TypeError: broken' },
      { consumer: 'test.names.v1', position: 3, eventType: 'CommunityRegistered' },
    ]);
    expect(await runner.status()).toMatchObject([{ deadLetters: 1 }, { deadLetters: 1 }]);
  });

  it('bring a dead letter once more when asked, and forget it once it is taken', async () => {
    const broken = [new TypeError('broken'), new TypeError('still broken')];
    const { consumer, handled } = recording(new Map([['b', broken]]));
    await append('a', 'b', 'c');
    await run(consumer).idle();
    const letters = dataSource.getRepository(DeadLetterRow);
    const ask = () => letters.update({ position: 2 }, { retryAskedAt: new Date() });
    const settled = async () => !(await letters.findOneBy({ position: 2 }))?.retryAskedAt;
    await ask();
    while (!(await settled())) await sleep(20);
    expect(await letters.find()).toMatchObject([{ reason: 'TypeError: still broken' }]);
    await ask();
    while (!(await settled())) await sleep(20);
    expect(await letters.count()).toBe(0);
    expect(handled).toEqual(['a', 'c', 'b']);
  });

  it('rebuild a projection from position 0 to the same rows', async () => {
    await append('a', 'b', 'c');
    const runner = run(new Names());
    await runner.idle();
    await dataSource.query(`UPDATE messaging.names SET name = 'spoiled'`);
    await runner.rebuild('test.names.v1');
    expect(await names()).toEqual(['a', 'b', 'c']);
    await expect(runner.rebuild('test.nothing')).rejects.toThrow('there are test.names.v1');
  });

  /** Names whose rebuild waits before a certain one. */
  const held = (before: string) => {
    const gate = new Signal();
    const reached = new Signal();
    class Held extends Names {
      override async project(events: readonly RecordedEvent[], manager: EntityManager) {
        const isRebuild = manager.connection !== dataSource;
        if (isRebuild && events.some((event) => nameIn(event) === before)) {
          reached.give();
          await gate.given;
        }
        return super.project(events, manager);
      }
    }
    return { Held, reached: reached.given, release: () => gate.give() };
  };

  it('serve and go on writing the old rows during a rebuild, and switch to the new ones at once', async () => {
    await append('a', 'b');
    const { Held, reached, release } = held('b');
    const runner = run(new Held());
    await runner.idle();
    await dataSource.query(`UPDATE messaging.names SET name = 'old ' || name`);
    const rebuilt = runner.rebuild('test.names.v1');
    await reached;
    await append('c');
    while ((await names()).length < 3) await sleep(10);
    expect(await names()).toEqual(['old a', 'old b', 'c']);
    await expect(rebuildProjection(new Names(), store, dataSource)).rejects.toThrow(RebuildRunning);
    release();
    await rebuilt;
    expect(await names()).toEqual(['a', 'b', 'c']);
    await append('d');
    await runner.idle();
    expect(await names()).toEqual(['a', 'b', 'c', 'd']);
    expect(await dataSource.query('SELECT count FROM messaging.named')).toEqual([{ count: 4 }]);
    const left = `SELECT 1 FROM pg_class WHERE relname ~ 'names' AND relnamespace = 'messaging_rebuilt'::regnamespace`;
    expect(await dataSource.query(left)).toEqual([]);
  });

  it('leave the old rows as they are when a rebuild is interrupted, and begin anew the next time', async () => {
    await append('a', 'b');
    const before = run(new Names());
    await before.idle();
    const interrupted = new AbortController();
    const onProgress = () => interrupted.abort();
    await dataSource.query(`UPDATE messaging.names SET name = 'old ' || name`);
    const { signal } = interrupted;
    const rebuild = rebuildProjection(new Names(), store, dataSource, { signal, onProgress });
    await expect(rebuild).rejects.toThrow('aborted');
    expect(await names()).toEqual(['old a', 'old b']);
    await before.rebuild('test.names.v1');
    expect(await names()).toEqual(['a', 'b']);
  });

  it('rebuild what an earlier version made when a process starts with a newer one', async () => {
    await append('a', 'b');
    const before = run(new Names());
    await before.idle();
    await before.stop();
    const runner = new ConsumerRunner(store, dataSource);
    runners.push(runner);
    await runner.startCurrent([new Names('test.names.v2', (name) => `${name}!`)]);
    for (let seen = await names(); seen.join() !== 'a!,b!'; seen = await names())
      expect(seen).toEqual(['a', 'b']);
    await append('c');
    await runner.idle();
    while ((await names()).length < 3) await sleep(10);
    expect(await names()).toEqual(['a!', 'b!', 'c!']);
    const kept = await dataSource.getRepository(CheckpointRow).find();
    expect(kept).toEqual([{ consumer: 'test.names.v2', partition: 'm', position: 3 }]);
  });

  it('share a projection between two processes without writing a row twice', async () => {
    await append(...Array.from({ length: 40 }, (_, index) => `n${index}`));
    const [one, other] = [run(new Names()), run(new Names())];
    await Promise.all([one.idle(), other.idle()]);
    expect(await names()).toHaveLength(40);
  });

  it('stop at an event newer than the program, say so, and go on once they know it', async () => {
    await append('a', 'b', 'c');
    const asKept = store.readPartition.bind(store);
    store.readPartition = async (partition, after, limit) =>
      (await asKept(partition, after, limit)).map((event) =>
        event.position === 2 ? { ...event, version: 2 } : event,
      );
    const { consumer, handled } = recording();
    const runner = run(consumer, new Names());
    const reason =
      'CommunityRegistered, version 2, at position 2 of m: it is newer than this program, which knows 1';
    const stopped = { handled: 1, deadLetters: 0, errors: [reason] };
    while ((await runner.status()).some(({ errors }) => errors.length === 0)) await sleep(10);
    expect(await runner.status()).toMatchObject([stopped, stopped]);
    expect({ handled, names: await names() }).toEqual({ handled: ['a'], names: ['a'] });
    store.readPartition = asKept;
    await runner.idle();
    expect({ handled, names: await names() }).toEqual({
      handled: ['a', 'b', 'c'],
      names: ['a', 'b', 'c'],
    });
  });

  it('come to stand after what was nothing to them, wherever somebody put them meanwhile', async () => {
    const peers: ProcessConsumer = {
      ...recording().consumer,
      ...{ name: 'test.peers', types: ['PeerRegistered'] },
    };
    const checkpoint = dataSource.getRepository(CheckpointRow);
    const runner = run(peers, new Names());
    await append('a', 'b');
    await runner.idle();
    const at = (position: number) => ({ consumer: 'test.peers', partition: 'm', position });
    expect(await checkpoint.findBy({ consumer: 'test.peers' })).toEqual([at(2)]);
    await checkpoint.update({ consumer: 'test.peers' }, { position: 1 });
    await append('c');
    for (let kept = at(0); kept.position < 3;) {
      await runner.idle();
      kept = await checkpoint.findOneByOrFail({ consumer: 'test.peers' });
    }
    expect(await checkpoint.find({ order: { consumer: 'ASC' } })).toMatchObject([
      { consumer: 'test.names.v1', position: 3 },
      at(3),
    ]);
  });

  it('refuse to go on over a gap in positions', async () => {
    await append('a', 'b', 'c');
    const whole = store.readPartition.bind(store);
    let hole = true;
    store.readPartition = async (partition, after, limit) => {
      const events = await whole(partition, after, limit);
      if (!hole || after > 0) return events;
      hole = false;
      return events.filter(({ position }) => position !== 2);
    };
    const { consumer, handled } = recording();
    await run(consumer).idle();
    expect(handled).toEqual(['a', 'b', 'c']);
  });
});
