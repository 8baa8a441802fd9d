import { type Admin, ConfigResourceTypes, type Kafka } from 'kafkajs';
import type { KafkaAdmin, TopicState, TopicWish } from '../kafka-client.port.js';

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
      const { topics } = await admin.fetchTopicMetadata({ topics: known });
      const configs = await configsOf(admin, known);
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
            waitForLeaders: true,
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
