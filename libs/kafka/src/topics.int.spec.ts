import { TOPICS } from '@trueque/contracts';
import { kafkaBroker } from '../../../test/support/index.js';
import { KafkaJsClient } from './kafkajs/kafkajs-client.js';
import type { KafkaSettings } from './kafka-settings.js';
import { ensureTopics, TopicRefused } from './topics.js';

const KEEPS_ALL = { 'retention.ms': '-1', 'retention.bytes': '-1' };

describe('the topics', () => {
  let base: KafkaSettings;
  let client: KafkaJsClient;

  beforeAll(async () => {
    const { brokers, prefix } = await kafkaBroker();
    base = { brokers: [brokers], prefix, partitions: 3 };
    client = new KafkaJsClient(base);
  }, 120_000);

  /** Settings whose first topic somebody else has made already. */
  const withTopic = async (name: string, config: Record<string, string>, partitions = 3) => {
    const settings = { ...base, prefix: `${base.prefix}${name}.` };
    const topic = { name: `${settings.prefix}offers.v1`, partitions, replication: 1, config };
    await client.admin.create([topic]);
    return settings;
  };

  it('are made where they are missing, keep everything, and are there the next time', async () => {
    const settings = { ...base, prefix: `${base.prefix}new.` };
    const topics = await ensureTopics(client.admin, settings);
    expect(topics).toMatchObject({ partitions: 3, batchBytesMax: 4_194_304 });
    expect(topics.topicOf(topics.nameOf('clearings.v1'))).toBe('clearings.v1');
    const names = TOPICS.flatMap((topic) => [topics.nameOf(topic), topics.deadNameOf(topic)]);
    for (const { config } of await client.admin.describe(names))
      expect(config).toMatchObject({ ...KEEPS_ALL, 'cleanup.policy': 'delete' });
    expect(await ensureTopics(client.admin, { ...settings, partitions: 9 })).toMatchObject({
      partitions: 3,
    });
  });

  it('take what a clock recorded that is hours ahead of the broker', async () => {
    const settings = { ...base, prefix: `${base.prefix}ahead.` };
    const topics = await ensureTopics(client.admin, settings);
    const producer = await client.producer();
    const ahead = { key: 'm', value: '{}', headers: {}, timestampMs: Date.now() + 86_400_000 };
    await expect(producer.send(topics.nameOf('offers.v1'), 0, [ahead])).resolves.toBeUndefined();
    await producer.close();
  });

  it('are made once where several processes start together', async () => {
    const settings = { ...base, prefix: `${base.prefix}together.` };
    const made = await Promise.all([1, 2, 3].map(() => ensureTopics(client.admin, settings)));
    expect(made.map(({ partitions }) => partitions)).toEqual([3, 3, 3]);
  });

  it('take the size of a batch from the topic', async () => {
    const settings = await withTopic('sized', { ...KEEPS_ALL, 'max.message.bytes': '500000' });
    expect(await ensureTopics(client.admin, settings)).toMatchObject({ batchBytesMax: 500_000 });
  });

  it.each([
    ['aged', { ...KEEPS_ALL, 'retention.ms': '86400000' }, 'deleted by age'],
    ['too small', { ...KEEPS_ALL, 'retention.bytes': '1000000' }, 'deleted by size'],
    ['compacted', { ...KEEPS_ALL, 'cleanup.policy': 'compact' }, 'must be delete'],
    ['unclean', { ...KEEPS_ALL, 'unclean.leader.election.enable': 'true' }, 'when a leader dies'],
  ])('that are %s are refused, since they would lose events', async (name, config, why) => {
    const settings = await withTopic(`refused-${name.replace(' ', '-')}`, config);
    await expect(ensureTopics(client.admin, settings)).rejects.toThrow(TopicRefused);
    await expect(ensureTopics(client.admin, settings)).rejects.toThrow(why);
  });

  it('are refused where a market would have different numbers', async () => {
    const settings = await withTopic('uneven', KEEPS_ALL, 2);
    const name = `${settings.prefix}clearings.v1`;
    await client.admin.create([{ name, partitions: 4, replication: 1, config: KEEPS_ALL }]);
    await expect(ensureTopics(client.admin, settings)).rejects.toThrow('they must be equal');
  });

  it('are refused where so many replicas can never be in sync', async () => {
    const settings = await withTopic('lonely', { ...KEEPS_ALL, 'min.insync.replicas': '2' });
    await expect(ensureTopics(client.admin, settings)).rejects.toThrow(
      'has 1 replica(s) and min.insync.replicas is 2: no event could ever be published',
    );
  });

  it('need as many brokers as replicas are asked for', async () => {
    const settings = { ...base, prefix: `${base.prefix}replicas.`, replication: 3 };
    await expect(ensureTopics(client.admin, settings)).rejects.toThrow(
      'asks for 3 replicas, and there are 1 broker(s)',
    );
    const small = await withTopic('few', KEEPS_ALL);
    await expect(ensureTopics(client.admin, { ...small, replication: 2 })).rejects.toThrow(
      TopicRefused,
    );
  });
});
