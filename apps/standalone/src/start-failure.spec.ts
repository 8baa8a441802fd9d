import { StoreUnavailable } from '@trueque/event-store';
import { DatabaseUnavailable, EmbeddedPostgresError } from '@trueque/postgres';
import { ConfigError } from './config.js';
import { startFailureOf } from './start-failure.js';

const withCode = (code: string) => Object.assign(new Error('from below'), { code });

describe('a start that fails', () => {
  it('names the port in use and the way out', () => {
    expect(startFailureOf(withCode('EADDRINUSE'), 3000)).toEqual({
      sentence:
        'Port 3000 is in use. Stop what listens there, or choose another: PORT=3001 npm start',
      exitCode: 3,
    });
  });

  it.each([
    ['EACCES', 'may not listen on port 80'],
    ['42501', 'may not make the tables'],
  ])('explains %s', (code, sentence) => {
    expect(startFailureOf(withCode(code), 80)).toMatchObject({ exitCode: 3 });
    expect(startFailureOf(withCode(code), 80)?.sentence).toContain(sentence);
  });

  it.each([
    new EmbeddedPostgresError('the folder is in use'),
    new DatabaseUnavailable('nothing listens there'),
    new StoreUnavailable('it is away'),
  ])('lets what is away speak for itself: %s', (error) => {
    expect(startFailureOf(error, 3000)).toEqual({ sentence: error.message, exitCode: 3 });
  });

  it('is wrong usage where the environment cannot be meant', () => {
    expect(startFailureOf(new ConfigError('PORT must be a number'), 0)).toEqual({
      sentence: 'PORT must be a number',
      exitCode: 2,
    });
  });

  it('keeps the stack of what nobody expected', () => {
    expect(startFailureOf(new TypeError('a bug'), 3000)).toBeUndefined();
  });
});
