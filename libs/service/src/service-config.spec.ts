import { serviceConfig, ServiceConfigError } from './service-config.js';

const DATABASE_URL = 'postgres://trueque:secret@db:5432/trueque';

describe('the configuration of a service', () => {
  it('needs a database and has a default for the rest', () =>
    expect(serviceConfig({ DATABASE_URL }, 3001)).toEqual({
      databaseUrl: DATABASE_URL,
      port: 3001,
      host: '127.0.0.1',
      logLevel: 'warn',
      identity: { firstKey: undefined, oidc: undefined, publicMarkets: undefined },
      http: {},
    }));

  it('takes who may ask from it, too', () => {
    const env = { DATABASE_URL, TRUEQUE_OPERATOR_KEY: 'tq_key', TRUEQUE_PUBLIC_MARKETS: 'a, b' };
    expect(serviceConfig(env, 3001)).toMatchObject({
      identity: { firstKey: 'tq_key', publicMarkets: ['a', 'b'] },
    });
  });

  it('takes what the environment says', () => {
    const env = { DATABASE_URL, PORT: '0', HOST: '0.0.0.0', KAFKA_BROKERS: 'kafka:9092' };
    expect(serviceConfig(env, 3001)).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      kafka: { brokers: ['kafka:9092'] },
    });
  });

  it.each([
    [{}, 'DATABASE_URL must name the database'],
    [{ DATABASE_URL: 'mysql://me:secret@host' }, 'DATABASE_URL must look like'],
    [{ DATABASE_URL, LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error'],
    [{ DATABASE_URL, PORT: '80a' }, 'PORT must be a number from 0 to 65535; it is 80a.'],
  ])('refuses %j', (env, message) => {
    expect(() => serviceConfig(env, 3001)).toThrow(ServiceConfigError);
    expect(() => serviceConfig(env, 3001)).toThrow(message);
  });

  it('never repeats a password', () =>
    expect(() => serviceConfig({ DATABASE_URL: 'mysql://me:secret@host' }, 1)).toThrow(
      /^(?!.*secret)/,
    ));
});
