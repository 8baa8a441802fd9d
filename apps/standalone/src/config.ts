import { type HttpOptions, httpSettings } from '@trueque/http';
import { type IdentityOptions, identitySettings } from '@trueque/identity';
import { LOG_LEVEL_BY_DEFAULT, LOG_LEVELS, type LogLevel } from '@trueque/service';
import { resolve } from 'node:path';

export interface StandaloneConfig {
  /** 0 takes a free one. */
  readonly port: number;
  /** Who may reach it: this machine only, unless an operator says otherwise. */
  readonly host: string;
  /** A PostgreSQL of the operator's own; without it an embedded one runs. */
  readonly databaseUrl: string | undefined;
  /** Folder of the embedded database. */
  readonly dataFolder: string;
  /** Builds the demonstration market in an empty store. */
  readonly demonstration: boolean;
  readonly logLevel: LogLevel;
  readonly identity: IdentityOptions;
  /** Bounds of what is asked of it. */
  readonly http?: HttpOptions;
}

/** Something in the environment that cannot be meant; the message says what is expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads `PORT`, `HOST`, `DATABASE_URL`, `TRUEQUE_DATA`, `TRUEQUE_DEMO`, `LOG_LEVEL`, what begins with `HTTP_`, and who may ask. */
export const readConfig = (
  env: Readonly<Record<string, string | undefined>>,
): StandaloneConfig => ({
  port: portOf(env['PORT'] || '3000'),
  host: env['HOST'] || '127.0.0.1',
  databaseUrl: urlOf(env['DATABASE_URL'] || undefined),
  dataFolder: resolve(env['TRUEQUE_DATA'] || '.trueque'),
  demonstration: oneOf('TRUEQUE_DEMO', env['TRUEQUE_DEMO'] || 'on', ['on', 'off']) === 'on',
  identity: identitySettings(env),
  http: httpSettings(env),
  logLevel: oneOf('LOG_LEVEL', env['LOG_LEVEL'] || LOG_LEVEL_BY_DEFAULT, LOG_LEVELS),
});

const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ConfigError(`PORT must be a number from 0 to 65535; it is ${text}.`);
};

const urlOf = (text: string | undefined): string | undefined => {
  if (text === undefined || /^postgres(ql)?:\/\/[^/]/.test(text)) return text;
  throw new ConfigError('DATABASE_URL must look like postgres://user:password@host:5432/database.');
};

const oneOf = <Word extends string>(
  name: string,
  value: string,
  allowed: readonly Word[],
): Word => {
  const known = allowed.find((each) => each === value);
  if (known !== undefined) return known;
  throw new ConfigError(`${name} must be one of ${allowed.join(', ')}; it is ${value}.`);
};
