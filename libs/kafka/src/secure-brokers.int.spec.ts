import { kafkaBroker, type TestBroker } from '../../../test/support/index.js';
import { KafkaJsClient } from './kafkajs/kafkajs-client.js';
import { BrokerUnavailable } from './kafka-client.port.js';
import { kafkaSettings } from './kafka-settings.js';

describe('a broker that wants TLS', () => {
  let broker: TestBroker;

  beforeAll(async () => {
    broker = await kafkaBroker();
  }, 120_000);

  /** As a service reads its environment. */
  const clientOf = (env: Readonly<Record<string, string>>): KafkaJsClient => {
    const settings = kafkaSettings({ ...env, KAFKA_TOPIC_PREFIX: broker.prefix });
    if (settings === undefined) throw new Error('no broker is named');
    return new KafkaJsClient(settings);
  };

  /** A message there and back, so that admin, producer and consumer have all been let in. */
  const carried = async (client: KafkaJsClient, name: string): Promise<string> => {
    const topic = `${broker.prefix}${name}`;
    await client.admin.create([{ name: topic, partitions: 1, replication: 1, config: {} }]);
    const producer = await client.producer();
    await producer.send(topic, 0, [{ key: 'k', value: Buffer.from(name), headers: {} }]);
    await producer.close();
    const options = { groupId: topic, topics: [topic], partitionsAtOnce: 1 };
    let close: (() => Promise<void>) | undefined;
    const text = await new Promise<string>((resolve, reject) => {
      client
        .consume({ ...options, onTrouble: reject }, ({ messages }) => {
          resolve(String(messages[0]?.value));
          return Promise.resolve('done');
        })
        .then((consumer) => (close = () => consumer.close()), reject);
    });
    await close?.();
    return text;
  };

  const tls = () => ({ KAFKA_BROKERS: broker.secure.tls, KAFKA_TLS_CA: broker.secure.files.ca });

  const mutual = () => ({ ...tls(), KAFKA_BROKERS: broker.secure.mutual });

  const certificate = () => ({
    KAFKA_TLS_CERT: broker.secure.files.cert,
    KAFKA_TLS_KEY: broker.secure.files.key,
  });

  const user = (mechanism: string, password = broker.secure.user.password) => ({
    ...{ ...tls(), KAFKA_BROKERS: broker.secure.users, KAFKA_SASL_MECHANISM: mechanism },
    ...{ KAFKA_SASL_USERNAME: broker.secure.user.name, KAFKA_SASL_PASSWORD: password },
  });

  it('carries messages of whoever knows its authority', async () =>
    expect(await carried(clientOf(tls()), 'tls')).toBe('tls'));

  it('carries messages of whoever shows a certificate where it asks for one', async () =>
    expect(await carried(clientOf({ ...mutual(), ...certificate() }), 'mutual')).toBe('mutual'));

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])(
    'carries messages of a user it knows by %s',
    async (mechanism) =>
      expect(await carried(clientOf(user(mechanism)), mechanism)).toBe(mechanism),
  );

  it.each(['plain', 'scram-sha-512'])('refuses a wrong password by %s', async (mechanism) => {
    const { admin } = clientOf(user(mechanism, 'guessed'));
    await expect(admin.brokersCount()).rejects.toThrow('it refuses this user or password');
  });

  it('is not trusted where its authority is a stranger', async () => {
    const { admin } = clientOf({ ...tls(), KAFKA_TLS_CA: broker.secure.files.stranger });
    await expect(admin.brokersCount()).rejects.toThrow('its certificate is not trusted');
  });

  it('refuses a client without a certificate where it asks for one', async () =>
    expect(clientOf(mutual()).admin.brokersCount()).rejects.toThrow(BrokerUnavailable));

  it('tells a client without TLS what may be missing', async () => {
    const { admin } = clientOf({ KAFKA_BROKERS: broker.secure.tls });
    await expect(admin.brokersCount()).rejects.toThrow('is it TLS that it wants?');
  });
});
