import { type Admin, ConfigResourceTypes, type Kafka } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaAdmin, TopicState, TopicWish } from '../kafka-client.port.js';

const MADE_TRIES_MAX = 20;
const MADE_WAIT_MS = 250;

/** Connects for every question: they are asked at start and hardly ever after it. */
export class KafkaJsAdmin implements KafkaAdmin {
  constructor(
    private readonly kafka: Kafka,
    private readonly explain: (error: unknown) => unknown,
  ) {}

  brokersCount(): Promise<number> {
    return this.ask(async (admin) => (await admin.describeCluster()).brokers.length);
  }

  describe(names: readonly string[]): Promise<readonly TopicState[]> {
    return this.ask(async (admin) => {
      const there = new Set(await admin.listTopics());
      const known = names.filter((name) => there.has(name));
      if (known.length === 0) return [];
      const { topics } = await onceMade(() => admin.fetchTopicMetadata({ topics: known }));
      const configs = await onceMade(() => configsOf(admin, known));
      return topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.length,
        replication: Math.min(...partitions.map(({ replicas }) => replicas.length)),
        config: configs.get(name) ?? {},
      }));
    });
  }

  create(topics: readonly TopicWish[]): Promise<void> {
    return this.ask(async (admin) => {
      for (const { name, partitions, replication, config } of topics)
        await admin
          .createTopics({
            waitForLeaders: false,
            topics: [
              {
                topic: name,
                numPartitions: partitions,
                replicationFactor: replication,
                configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
              },
            ],
          })
          .catch(unlessThere);
      const names = topics.map(({ name }) => name);
      if (names.length > 0) await onceMade(() => admin.fetchTopicMetadata({ topics: names }));
    });
  }

  private async ask<Answer>(question: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      return await question(admin);
    } catch (error) {
      throw this.explain(error);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}

const unlessThere = (error: Error & { errors?: readonly { type?: string }[] }): void => {
  const types = error.errors?.map(({ type }) => type) ?? [];
  if (types.length === 0 || types.some((type) => type !== 'TOPIC_ALREADY_EXISTS')) throw error;
};

/** A topic that was made a moment ago is named before every broker knows it. */
const onceMade = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
  for (let tries = 1; ; tries += 1)
    try {
      return await question();
    } catch (error) {
      if (tries === MADE_TRIES_MAX || !isBeingMade(error)) throw error;
      await sleep(MADE_WAIT_MS);
    }
};

const isBeingMade = (error: unknown): boolean =>
  error instanceof Error &&
  /does not host this topic-partition|leadership election/i.test(error.message);

const configsOf = async (admin: Admin, names: readonly string[]) => {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(
        configEntries.map(({ configName, configValue }) => [configName, configValue]),
      ),
    ]),
  );
};
