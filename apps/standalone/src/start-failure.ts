import { HttpSettingsError } from '@trueque/http';
import { IdentitySettingsError } from '@trueque/identity';
import { EmbeddedPostgresError, DatabaseUnavailable } from '@trueque/postgres';
import { StoreUnavailable } from '@trueque/event-store';
import { ConfigError } from './config.js';

/** Why it did not start: one sentence with the way out, and the exit code that goes with it. */
export interface StartFailure {
  readonly sentence: string;
  readonly exitCode: number;
}

const WRONG_USAGE = 2;
const SERVICE_AWAY = 3;

/** Undefined for what nobody expected: that is a bug and deserves its stack. */
export const startFailureOf = (error: unknown, port: number): StartFailure | undefined => {
  if (isWrongSetting(error)) return { sentence: error.message, exitCode: WRONG_USAGE };
  const sentence = sentenceOf(error, port);
  return sentence === undefined ? undefined : { sentence, exitCode: SERVICE_AWAY };
};

const isWrongSetting = (error: unknown): error is Error =>
  WRONG_SETTINGS.some((kind) => error instanceof kind);

const WRONG_SETTINGS = [ConfigError, HttpSettingsError, IdentitySettingsError];

const sentenceOf = (error: unknown, port: number): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if (SELF_EXPLAINING.some((kind) => error instanceof kind)) return error.message;
  return 'code' in error ? CODES[String(error.code)]?.(port) : undefined;
};

const SELF_EXPLAINING = [EmbeddedPostgresError, DatabaseUnavailable, StoreUnavailable];

const CODES: Readonly<Record<string, (port: number) => string>> = {
  EADDRINUSE: (port) =>
    `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start`,
  EACCES: (port) =>
    `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
  42501: () =>
    'The user of DATABASE_URL may not make the tables that are needed. Let it, or give it a database of its own.',
};
