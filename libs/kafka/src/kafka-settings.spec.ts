import { kafkaSettings, KafkaSettingsError } from './kafka-settings.js';

const KAFKA_BROKERS = 'kafka1:9092, kafka2:9092';

describe('the settings of Kafka', () => {
  it('are none where no broker is named', () => {
    expect(kafkaSettings({})).toBeUndefined();
    expect(kafkaSettings({ KAFKA_BROKERS: ' ' })).toBeUndefined();
  });

  it('have a default for everything but the brokers', () =>
    expect(kafkaSettings({ KAFKA_BROKERS })).toEqual({
      brokers: ['kafka1:9092', 'kafka2:9092'],
      prefix: '',
      partitions: 12,
    }));

  it('take TLS, user, prefix and sizes from the environment', () =>
    expect(
      kafkaSettings({
        KAFKA_BROKERS,
        KAFKA_TLS: 'on',
        KAFKA_SASL_MECHANISM: 'SCRAM-SHA-256',
        KAFKA_SASL_USERNAME: 'trueque',
        KAFKA_SASL_PASSWORD: 'secret',
        KAFKA_TOPIC_PREFIX: 'valencia.',
        KAFKA_PARTITIONS: '24',
        KAFKA_REPLICATION: '3',
      }),
    ).toEqual({
      brokers: ['kafka1:9092', 'kafka2:9092'],
      tls: {},
      sasl: { mechanism: 'scram-sha-256', username: 'trueque', password: 'secret' },
      prefix: 'valencia.',
      partitions: 24,
      replication: 3,
    }));

  it('read certificates from the files they name', () =>
    expect(kafkaSettings({ KAFKA_BROKERS, KAFKA_TLS_CA: __filename })?.tls?.ca).toContain(
      'read certificates from the files',
    ));

  it.each([
    [{ KAFKA_BROKERS: 'localhost' }, '"localhost" has no host and port'],
    [{ KAFKA_BROKERS: 'kafka://a:9092' }, 'has no host and port'],
    [{ KAFKA_BROKERS, KAFKA_TLS: 'yes' }, 'KAFKA_TLS must be on or off; it is yes.'],
    [{ KAFKA_BROKERS, KAFKA_TLS_CA: '/missing.pem' }, 'KAFKA_TLS_CA names /missing.pem'],
    [
      { KAFKA_BROKERS, KAFKA_SASL_USERNAME: 'a', KAFKA_SASL_MECHANISM: 'gssapi' },
      'must be one of plain, scram-sha-256, scram-sha-512; it is gssapi',
    ],
    [{ KAFKA_BROKERS, KAFKA_PARTITIONS: '0' }, 'KAFKA_PARTITIONS must be a number from 1'],
    [{ KAFKA_BROKERS, KAFKA_REPLICATION: 'all' }, 'KAFKA_REPLICATION must be a number'],
    [{ KAFKA_BROKERS, KAFKA_TOPIC_PREFIX: 'a/b' }, 'KAFKA_TOPIC_PREFIX may have letters'],
  ])('refuse %j', (env, message) => {
    expect(() => kafkaSettings(env)).toThrow(KafkaSettingsError);
    expect(() => kafkaSettings(env)).toThrow(message);
  });
});
