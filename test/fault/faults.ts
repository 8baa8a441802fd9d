import { type KafkaClient, KafkaJsClient } from '@trueque/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FourServices } from '../services/four-services.js';
import { type ServiceName, SERVICES } from '../services/service-process.js';
import type { DrillCluster } from './drill-cluster.js';
import type { DrillDatabase } from './drill-database.js';

export interface Scene {
  readonly services: FourServices;
  readonly database: DrillDatabase;
  /** Undefined where the broker belongs to somebody else. */
  readonly cluster: DrillCluster | undefined;
  readonly brokers: string;
  readonly prefix: string;
}

export interface Fault {
  readonly name: string;
  readonly strike: (scene: Scene, round: number) => Promise<void>;
  /** Whether it needs brokers of its own. */
  readonly needsCluster?: boolean;
}

const SESSION_MS = 6_000;
const TOPICS = ['offers.v1', 'clearings.v1', 'settlements.v1'];
const PARTITIONS = 4;

const killService = (name: ServiceName): Fault => ({
  name: `kill -9 ${name}`,
  strike: async ({ services }) => {
    await services.of(name).end('SIGKILL');
    await services.restart(name);
  },
});

const node = ({ cluster }: Scene, round: number) => (round % (cluster?.nodesCount ?? 1)) + 1;

/** What may go wrong at any time. Each ends with everything running again. */
export const FAULTS: readonly Fault[] = [
  ...SERVICES.map(killService),
  {
    name: 'kill -9 every service',
    strike: async ({ services }) => {
      await Promise.all(SERVICES.map((name) => services.of(name).end('SIGKILL')));
      await Promise.all(SERVICES.map((name) => services.restart(name)));
    },
  },
  {
    name: 'duplicate and reorder messages',
    strike: (scene) => withClient(scene, repeatMessages),
  },
  { name: 'poison messages', strike: (scene) => withClient(scene, sendPoison) },
  {
    name: 'kill -9 a broker',
    needsCluster: true,
    strike: async (scene, round) => {
      await scene.cluster?.kill(node(scene, round));
      await sleep(3_000);
      await scene.cluster?.restart();
    },
  },
  {
    name: 'freeze a broker for 4 s',
    needsCluster: true,
    strike: async (scene, round) => {
      await scene.cluster?.pause(node(scene, round));
      await sleep(4_000);
      await scene.cluster?.resume(node(scene, round));
    },
  },
  {
    name: 'kill -9 PostgreSQL',
    needsCluster: true,
    strike: async ({ database }) => {
      await database.kill();
      await sleep(500);
      await database.restart();
    },
  },
  {
    name: 'freeze a consumer past its session',
    needsCluster: true,
    strike: async ({ services }, round) => {
      const frozen = services.of(round % 2 === 0 ? 'clearing' : 'settlement');
      frozen.pause();
      await sleep(SESSION_MS + 2_000);
      frozen.resume();
    },
  },
  {
    name: 'rolling restart of every service',
    strike: async ({ services }) => {
      for (const name of SERVICES) {
        const code = await services.of(name).end('SIGTERM');
        await services.restart(name);
        if (code !== 0) throw new Error(`${name} ended with ${code} when asked to stop`);
      }
    },
  },
];

const withClient = async (
  scene: Scene,
  work: (client: KafkaClient, prefix: string) => Promise<void>,
): Promise<void> => {
  const { brokers, prefix } = scene;
  const settings = { brokers: brokers.split(','), prefix, partitions: PARTITIONS };
  await work(new KafkaJsClient(settings), prefix);
};

/** The last messages of each topic once more, the newest first. */
const repeatMessages = async (client: KafkaClient, prefix: string): Promise<void> => {
  const producer = await client.producer();
  const groupId = `${prefix}repeat-${process.hrtime.bigint()}`;
  let repeated = 0;
  const topics = TOPICS.map((topic) => `${prefix}${topic}`);
  const consumer = await client.consume(
    { groupId, topics, partitionsAtOnce: 1, onTrouble: () => undefined },
    async ({ messages, partition, topic }) => {
      if (repeated > 100) return 'done';
      repeated += messages.length;
      await producer.send(topic, partition, messages.slice(-20).toReversed());
      return 'done';
    },
  );
  for (let waits = 0; repeated === 0 && waits < 100; waits += 1) await sleep(100);
  await consumer.close();
  await producer.close();
};

const sendPoison = async (client: KafkaClient, prefix: string): Promise<void> => {
  const producer = await client.producer();
  for (const topic of TOPICS)
    await producer.send(`${prefix}${topic}`, 1, [
      { key: 'x', value: Buffer.from('{"half":'), headers: { ce_specversion: '1.0' } },
      { key: 'x', value: null, headers: {} },
    ]);
  await producer.close();
};
