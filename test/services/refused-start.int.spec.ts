import { KafkaJsClient } from '@trueque/kafka';
import { freshDatabase, kafkaBroker } from '../support/index.js';
import { ServiceProcess } from './service-process.js';

const WRONG_USAGE = 2;
const NEEDED_IS_AWAY = 3;

interface Refusal {
  readonly code: number | null;
  readonly said: string;
}

const refusalOf = async (env: Readonly<Record<string, string>>): Promise<Refusal> => {
  const service = new ServiceProcess('clearing', env);
  await service.start().catch(() => undefined);
  return { code: await service.exitCode(), said: service.output };
};

describe('a service that cannot do its work', () => {
  let DATABASE_URL: string;
  let broker: Awaited<ReturnType<typeof kafkaBroker>>;

  beforeAll(async () => {
    DATABASE_URL = await freshDatabase();
    broker = await kafkaBroker();
  }, 120_000);

  const ownTopic = async (prefix: string, config: Readonly<Record<string, string>>) => {
    const { brokers } = broker;
    const client = new KafkaJsClient({ brokers: brokers.split(','), prefix, partitions: 1 });
    const name = `${prefix}offers.v1`;
    await client.admin.create([{ name, partitions: 1, replication: 1, config }]);
    return { DATABASE_URL, KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix };
  };

  it('says so in a line when it starts, and ends', async () => {
    const aged = await ownTopic(`${broker.prefix}aged.`, { 'retention.ms': '86400000' });
    const [nobody, noAddress, losing] = await Promise.all([
      refusalOf({ DATABASE_URL, KAFKA_BROKERS: '127.0.0.1:1' }),
      refusalOf({ DATABASE_URL, KAFKA_BROKERS: 'kafka' }),
      refusalOf(aged),
    ]);
    expect(nobody).toEqual({
      code: NEEDED_IS_AWAY,
      said:
        'trueque clearing: Kafka at 127.0.0.1:1 cannot be used: nothing listens there. ' +
        'Is it running, and is KAFKA_BROKERS right?\n',
    });
    expect(noAddress).toEqual({
      code: WRONG_USAGE,
      said:
        'trueque clearing: KAFKA_BROKERS must look like kafka1:9092,kafka2:9092; ' +
        '"kafka" has no host and port.\n',
    });
    expect(losing).toEqual({
      code: NEEDED_IS_AWAY,
      said:
        `trueque clearing: Topic ${broker.prefix}aged.offers.v1: retention.ms is 86400000 ` +
        'and must be -1: events would be deleted by age.\n',
    });
  }, 60_000);
});
