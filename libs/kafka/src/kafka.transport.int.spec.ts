import { Logger } from '@nestjs/common';
import { eventStoreMigrations, PostgresEventStore, type RecordedEvent } from '@trueque/event-store';
import { accept, type Decider } from '@trueque/kernel';
import {
  type Consumer,
  ConsumerRunner,
  DeadLetterRow,
  messagingEntities,
  messagingMigrations,
  type ProcessConsumer,
  type Projection,
  Unwell,
} from '@trueque/messaging';
import { connectionOf, openDataSource } from '@trueque/postgres';
import { Kafka, logLevel } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Column, type DataSource, Entity, type EntityManager, PrimaryColumn } from 'typeorm';
import { freshDatabase, kafkaBroker } from '../../../test/support/index.js';
import { messageOf, NO_PREDECESSORS } from './cloud-event.js';
import { DeadLetters } from './dead-letters.js';
import { KafkaTransport } from './kafka.transport.js';
import { kafkaEntities, kafkaMigrations, KafkaJsClient, type KafkaSettings } from './index.js';
import type { IncomingMessage, KafkaProducer } from './kafka-client.port.js';
import { Published } from './relay/published.js';
import { Relay } from './relay/relay.js';
import { ShardLocks } from './relay/shard-locks.js';
import { ensureTopics, type Topics } from './topics.js';

type Said =
  | { type: 'CommunityRegistered'; data: { marketId: string; community: { id: string } } }
  | { type: 'AuctionFailed'; data: object };

const community = (marketId: string, id: string): Said => ({
  type: 'CommunityRegistered',
  data: { marketId, community: { id } },
});

const failed = (marketId: string, detail: string): Said => ({
  type: 'AuctionFailed',
  data: { marketId, auctionId: 'a', reason: 'book-empty', detail, explanation: [] },
});

const speaker: Decider<Said, null, Said, never> = {
  category: 'market',
  initial: null,
  decide: (event) => accept(event),
  evolve: (state) => state,
};

const nameIn = ({ type, data }: RecordedEvent): string => {
  const { community: of, detail } = JSON.parse(JSON.stringify(data));
  return type === 'AuctionFailed' ? `failed ${detail}` : of.id;
};

@Entity({ schema: 'messaging', name: 'names' })
class NameRow {
  @PrimaryColumn('text') market!: string;
  @PrimaryColumn('bigint') position!: number;
  @Column('text') name!: string;
}

/** Keeps what it is told, of two topics, in a table of its own. */
class Names implements Projection {
  readonly kind = 'projection';
  readonly name = 'test.names.v1';
  readonly types = ['CommunityRegistered', 'AuctionFailed'] as const;
  readonly rows = [NameRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    for (const event of events) {
      if (nameIn(event) === 'poison') throw new TypeError('this one cannot be read');
      const { partition: market, position } = event;
      await manager.insert(NameRow, { market, position, name: nameIn(event) });
    }
  }
}

class CreateNames1761955200001 {
  readonly name = 'CreateNames1761955200001';
  up = (runner: { query(sql: string): Promise<unknown> }) =>
    runner.query('CREATE TABLE messaging.names (market text, position bigint, name text)');
  down = () => Promise.resolve();
}

/** What a process of a service has, without Nest around it. */
interface Process {
  readonly transport: KafkaTransport;
  readonly runner: ConsumerRunner;
  readonly relay: Relay;
  readonly topics: Topics;
  stop(): Promise<void>;
}

describe('consumers over Kafka', () => {
  let settings: KafkaSettings;
  let client: KafkaJsClient;
  let dataSource: DataSource;
  let store: PostgresEventStore;
  const processes: Process[] = [];
  let suite = 0;

  beforeAll(() => Logger.overrideLogger(false));

  beforeEach(async () => {
    const { brokers, prefix } = await kafkaBroker();
    suite += 1;
    settings = { brokers: [brokers], prefix: `${prefix}${suite}.`, partitions: 4 };
    client = new KafkaJsClient(settings);
    dataSource = await openDataSource({
      url: await freshDatabase(),
      entities: [...messagingEntities, ...kafkaEntities, NameRow],
      migrations: [
        ...[...eventStoreMigrations, ...messagingMigrations, ...kafkaMigrations],
        CreateNames1761955200001,
      ],
    });
    store = new PostgresEventStore(dataSource);
  }, 120_000);

  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
    await store.close();
    await dataSource.destroy();
  });

  const start = async (consumers: readonly Consumer[], relays = true): Promise<Process> => {
    const topics = await ensureTopics(client.admin, settings);
    const deadLetters = new DeadLetters(client, topics, 'test');
    const groupId = `${settings.prefix}test`;
    const parts = { store, client, topics, groupId, deadLetters, lookAfterMs: 500 };
    const transport = new KafkaTransport(parts);
    const runner = new ConsumerRunner(store, dataSource, transport);
    const locks = new ShardLocks(connectionOf(dataSource), settings.prefix);
    const published = new Published(dataSource, settings.prefix);
    const relay = new Relay({ store, client, topics, locks, published });
    if (relays) relay.start();
    runner.start(consumers);
    await transport.start();
    const stop = async () => {
      await transport.stop();
      await runner.stop();
      if (relays) await relay.stop();
      await deadLetters.close();
    };
    const process = { transport, runner, relay, topics, stop };
    processes.push(process);
    return process;
  };

  let causes = 0;
  const append = async (...events: Said[]) => {
    for (const event of events) {
      const { marketId } = JSON.parse(JSON.stringify(event.data));
      await store.transact(speaker, marketId, event, {
        partition: marketId,
        causedBy: `cause-${(causes += 1)}`,
        actor: 'operator',
        occurredAt: '2016-08-08T07:00:00Z',
      });
    }
  };

  const names = async (market: string): Promise<string[]> =>
    (
      await dataSource.query(
        'SELECT name FROM messaging.names WHERE market = $1 ORDER BY position',
        [market],
      )
    ).map((row: { name: string }) => row.name);

  const until = async (holds: () => Promise<boolean> | boolean) => {
    for (let tries = 0; !(await holds()); tries += 1) {
      if (tries > 600) throw new Error('it never became so');
      await sleep(50);
    }
  };

  const untilNames = async (market: string, expected: readonly string[]) => {
    await until(async () => (await names(market)).length >= expected.length);
    expect(await names(market)).toEqual(expected);
  };

  /** All there is in a topic, from its beginning. */
  const messagesIn = async (topic: string, count: number): Promise<IncomingMessage[]> => {
    const messages: IncomingMessage[] = [];
    const groupId = `${settings.prefix}look-${topic}`;
    const reader = await client.consume(
      { groupId, topics: [topic], partitionsAtOnce: 1, onTrouble: () => undefined },
      (batch) => {
        messages.push(...batch.messages);
        return Promise.resolve('done');
      },
    );
    await until(() => messages.length >= count);
    await reader.close();
    return messages;
  };

  const deleteTopic = async (topic: string): Promise<void> => {
    const admin = new Kafka({ brokers: [...settings.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  };

  const numbers = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => `n${index + from}`);

  it('bring every event of every market once and in order, of two topics too', async () => {
    await append(community('m', 'a'), failed('m', 'b'), community('other', 'x'));
    const { runner } = await start([new Names()]);
    await append(community('m', 'c'), failed('m', 'd'), community('other', 'y'));
    await untilNames('m', ['a', 'failed b', 'c', 'failed d']);
    await untilNames('other', ['x', 'y']);
    expect(await runner.status()).toMatchObject([{ lag: 0, deadLetters: 0, errors: [] }]);
  });

  it('carry CloudEvents keyed by the market', async () => {
    await append(community('m', 'a'), failed('m', 'b'), community('m', 'c'));
    const { topics } = await start([]);
    const [first, second] = await messagesIn(topics.nameOf('offers.v1'), 2);
    expect(first).toMatchObject({ key: 'm', value: expect.any(Buffer) });
    expect(JSON.parse(String(first?.value))).toEqual({ marketId: 'm', community: { id: 'a' } });
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_type: 'CommunityRegistered',
      ce_source: '/markets/m',
      ce_subject: 'market-m',
      ce_time: '2016-08-08T07:00:00Z',
      ce_sequence: '1',
      ce_predecessors: 'offers.v1=0,clearings.v1=0,settlements.v1=0',
    });
    expect(second?.headers['ce_predecessors']).toBe('offers.v1=1,clearings.v1=2,settlements.v1=0');
  });

  it('go on after a restart, with nothing lost and nothing doubled', async () => {
    await append(...numbers(20).map((name) => community('m', name)));
    const first = await start([new Names()]);
    await until(async () => (await names('m')).length > 0);
    await first.stop();
    await append(...numbers(20, 20).map((name) => community('m', name)));
    await start([new Names()]);
    await untilNames('m', numbers(40));
  });

  it('share markets between two processes, and the one that stays takes over all', async () => {
    const markets = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'];
    const [one, other] = [await start([new Names()]), await start([new Names()])];
    await until(() => one.transport.status.assigned?.length === 2);
    await append(...markets.map((market) => community(market, 'a')));
    for (const market of markets) await untilNames(market, ['a']);
    await one.stop();
    await append(...markets.map((market) => community(market, 'b')));
    for (const market of markets) await untilNames(market, ['a', 'b']);
    expect(other.relay.status).toMatchObject({ shards: [0, 1, 2, 3], errors: [] });
  });

  it('fetch from the store what no message brings', async () => {
    const { transport } = await start([new Names()], false);
    await append(community('m', 'a'), community('m', 'lost'), community('m', 'c'));
    const events = await store.readPartition('m', 0, 10);
    const { producer, publish } = await publisher();
    await publish(events[0], 0);
    await publish(events[2], 2);
    await untilNames('m', ['a', 'lost', 'c']);
    expect(transport.status.fetched).toBe(1);
    await append(community('m', 'last'));
    await untilNames('m', ['a', 'lost', 'c', 'last']);
    await producer.close();
  });

  it('say so where a topic is deleted under them, and lose nothing once it is there again', async () => {
    const { transport, topics } = await start([new Names()]);
    await append(...numbers(5).map((name) => community('m', name)));
    await untilNames('m', numbers(5));
    await deleteTopic(topics.nameOf('offers.v1'));
    await append(...numbers(5, 5).map((name) => community('m', name)));
    await until(() => /topic .* was it deleted\?/.test(transport.status.trouble ?? ''));
    await ensureTopics(client.admin, settings);
    await append(...numbers(5, 10).map((name) => community('m', name)));
    await untilNames('m', numbers(15));
  });

  it('pass over what comes twice or late', async () => {
    await start([new Names()], false);
    await append(...numbers(4).map((name) => community('m', name)));
    const [a, b, c, d] = await store.readPartition('m', 0, 10);
    const { producer, publish } = await publisher();
    for (const event of [a, b, b, a, c, b, c, d, a])
      await publish(event, (event?.position ?? 1) - 1);
    await untilNames('m', numbers(4));
    await producer.close();
  });

  it('put a message aside that is no event, and lose no event by it', async () => {
    const { transport, topics } = await start([new Names()], false);
    await append(community('m', 'a'), community('m', 'b'));
    const events = await store.readPartition('m', 0, 10);
    const { producer, publish, partition } = await publisher();
    const junk = { key: 'm', headers: { ce_type: 'Nonsense' } };
    await producer.send(topics.nameOf('offers.v1'), partition, [
      { ...junk, value: Buffer.from('{"a":') },
    ]);
    await publish(events[1], 1);
    await untilNames('m', ['a', 'b']);
    const [dead] = await messagesIn(topics.deadNameOf('offers.v1'), 1);
    expect(String(dead?.value)).toBe('{"a":');
    expect(dead?.headers).toMatchObject({ trueque_consumer: 'test', trueque_offset: '0' });
    expect(dead?.headers['trueque_reason']).toContain('ce_specversion');
    expect(transport.status.unreadable).toBe(1);
    await producer.close();
  });

  it('stop at a version newer than the program, and put a copy aside with the reason', async () => {
    const { transport, topics } = await start([new Names()], false);
    await append(community('m', 'a'));
    const [event] = await store.readPartition('m', 0, 1);
    const { producer, publish } = await publisher();
    await publish(event && { ...event, version: 9 }, 0);
    await until(() => transport.status.paused.length > 0);
    const [dead] = await messagesIn(topics.deadNameOf('offers.v1'), 1);
    expect(dead?.headers).toMatchObject({ ce_sequence: '1', ce_dataversion: '9' });
    expect(dead?.headers['trueque_reason']).toContain('it is newer than this program');
    await producer.close();
  });

  it('put an event aside that a consumer cannot take, in the table and in the topic', async () => {
    const { topics, runner } = await start([new Names()]);
    await append(community('m', 'a'), community('m', 'poison'), community('m', 'c'));
    await untilNames('m', ['a', 'c']);
    const [letter] = await dataSource.getRepository(DeadLetterRow).find();
    expect(letter).toMatchObject({ partition: 'm', position: 2, consumer: 'test.names.v1' });
    const [dead] = await messagesIn(topics.deadNameOf('offers.v1'), 1);
    expect(dead?.headers).toMatchObject({
      ce_sequence: '2',
      trueque_consumer: 'test.names.v1',
      trueque_reason: 'TypeError: this one cannot be read',
    });
    expect(await runner.status()).toMatchObject([{ deadLetters: 1, errors: [] }]);
  });

  it('pause where something is unwell, say so, and go on by themselves', async () => {
    let isWell = false;
    const handled: string[] = [];
    const clearing: ProcessConsumer = {
      kind: 'process',
      name: 'test.clearing',
      types: ['CommunityRegistered'],
      handle: (event) => {
        if (!isWell) return Promise.reject(new Unwell('the solver is away'));
        handled.push(nameIn(event));
        return Promise.resolve();
      },
    };
    const { transport, runner } = await start([clearing, new Names()]);
    await append(community('m', 'a'), community('m', 'b'));
    await until(() => transport.status.paused.length > 0);
    await untilNames('m', ['a', 'b']);
    expect(handled).toEqual([]);
    expect((await runner.status())[0]?.errors).toEqual(['the solver is away']);
    isWell = true;
    await until(() => handled.length === 2);
    expect(handled).toEqual(['a', 'b']);
    await until(() => transport.status.paused.length === 0);
  });

  it('carry an event that is too long for a message by its place in the store', async () => {
    const { runner } = await start([new Names()]);
    const detail = 'x'.repeat(3_000_000);
    await append(community('m', 'a'), failed('m', detail), community('m', 'c'));
    await untilNames('m', ['a', `failed ${detail}`, 'c']);
    expect(await runner.status()).toMatchObject([{ deadLetters: 0 }]);
  });

  it('rebuild a projection from position 0 to the same rows', async () => {
    const { runner } = await start([new Names()]);
    await append(community('m', 'a'), failed('m', 'b'), community('m', 'c'));
    await untilNames('m', ['a', 'failed b', 'c']);
    await dataSource.query(`UPDATE messaging.names SET name = 'spoiled'`);
    await runner.rebuild('test.names.v1');
    expect(await names('m')).toEqual(['a', 'failed b', 'c']);
  });

  /** Publishes single events by hand, in the place of a relay. */
  const publisher = async () => {
    const topics = await ensureTopics(client.admin, settings);
    const producer: KafkaProducer = await client.producer();
    const partition = client.partitionOf('m', topics.partitions);
    const publish = async (event: RecordedEvent | undefined, offersBefore: number) => {
      if (event === undefined) throw new Error('there is no such event');
      const before = { ...NO_PREDECESSORS, 'offers.v1': offersBefore };
      const kept = { ...event, text: JSON.stringify(event.data) };
      const message = messageOf(kept, before, 1_000_000);
      await producer.send(topics.nameOf('offers.v1'), partition, [message]);
    };
    return { producer, publish, partition };
  };
});
