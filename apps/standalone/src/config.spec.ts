import { ConfigError, readConfig } from './config.js';

describe('the configuration of the standalone', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
      demonstration: true,
      logLevel: 'warn',
    });
  });

  it('takes what the environment says', () => {
    const env = { PORT: '0', DATABASE_URL: 'postgres://a:b@c/d', TRUEQUE_DEMO: 'off' };
    expect(readConfig(env)).toMatchObject({ port: 0, demonstration: false });
    expect(readConfig(env).databaseUrl).toBe('postgres://a:b@c/d');
  });

  it.each([
    [{ PORT: '80a' }, 'PORT must be a number from 0 to 65535; it is 80a.'],
    [{ PORT: '70000' }, 'PORT must'],
    [{ DATABASE_URL: 'localhost' }, 'DATABASE_URL must look like'],
    [{ TRUEQUE_DEMO: 'maybe' }, 'TRUEQUE_DEMO must be one of on, off; it is maybe.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of'],
  ])('refuses %j', (env, message) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(message);
  });

  it('takes bounds of requests from it, and tells what it cannot mean', () => {
    expect(readConfig({ HTTP_KEY_PER_MINUTE: '60' }).http).toEqual({ keyPerMinuteMax: 60 });
    expect(() => readConfig({ HTTP_ADDRESS_PER_MINUTE: 'many' })).toThrow(
      'HTTP_ADDRESS_PER_MINUTE must be a number of requests, 1 or more; it is many.',
    );
  });

  it('never repeats a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://me:secret@host' })).toThrow(/^(?!.*secret)/);
  });
});
