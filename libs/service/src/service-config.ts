import { type HttpOptions, httpSettings } from '@trueque/http';
import { type IdentityOptions, identitySettings } from '@trueque/identity';
import { type KafkaSettings, kafkaSettings } from '@trueque/kafka';
import { LOG_LEVEL_BY_DEFAULT, LOG_LEVELS, type LogLevel } from './structured-logs.js';

export interface ServiceConfig {
  readonly databaseUrl: string;
  /** Without it the consumers read the event store themselves. */
  readonly kafka?: KafkaSettings;
  /** Who is recognised beside the keys that are kept. */
  readonly identity?: IdentityOptions;
  /** Bounds of what is asked of it. */
  readonly http?: HttpOptions;
}

export interface ListeningConfig extends ServiceConfig {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
}

/** Something in the environment that cannot be meant, or is missing; the message says what. */
export class ServiceConfigError extends Error {
  override readonly name = 'ServiceConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads `DATABASE_URL`, `PORT`, `HOST`, `LOG_LEVEL`, what begins with `KAFKA_` and `HTTP_`, and who may ask. Throws
 * `ServiceConfigError`, `KafkaSettingsError`, `HttpSettingsError` or `IdentitySettingsError`. */
export const serviceConfig = (env: Environment, portByDefault: number): ListeningConfig => {
  const kafka = kafkaSettings(env);
  return {
    databaseUrl: databaseUrlOf(env['DATABASE_URL'] ?? ''),
    port: portOf(env['PORT'] || String(portByDefault)),
    host: env['HOST'] || '127.0.0.1',
    logLevel: logLevelOf(env['LOG_LEVEL'] || LOG_LEVEL_BY_DEFAULT),
    identity: identitySettings(env),
    http: httpSettings(env),
    ...(kafka && { kafka }),
  };
};

const databaseUrlOf = (text: string): string => {
  if (/^postgres(ql)?:\/\/[^/]/.test(text)) return text;
  throw new ServiceConfigError(
    text === ''
      ? 'DATABASE_URL must name the database of the event store: postgres://user:password@host:5432/database.'
      : 'DATABASE_URL must look like postgres://user:password@host:5432/database.',
  );
};

const logLevelOf = (text: string): LogLevel => {
  const level = LOG_LEVELS.find((each) => each === text);
  if (level !== undefined) return level;
  throw new ServiceConfigError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}; it is ${text}.`);
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ServiceConfigError(`PORT must be a number from 0 to 65535; it is ${text}.`);
};
