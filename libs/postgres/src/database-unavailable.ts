import { types } from 'node:util';

const { isNativeError } = types;

/** The database cannot be reached, or refuses to work; the message names host and port, never the password. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** What a client without an answer throws: the network's codes, and PostgreSQL's for "not now". */
const UNREACHABLE =
  /^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08|53|57P|58|25006)/;
const LOST = /Connection terminated|timeout exceeded when trying to connect|Client has encountered/;

/** Whether the same may succeed later: the database is away, starting, stopping, full or read-only. */
export const isUnreachable = (error: unknown): boolean => {
  if (!isNativeError(error)) return false;
  return UNREACHABLE.test(codeOf(error)) || LOST.test(error.message);
};

const codeOf = (error: Error): string => {
  if ('code' in error && error.code !== undefined) return String(error.code);
  // Several addresses of one host were tried.
  const tried: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  const first = tried[0];
  return isNativeError(first) ? codeOf(first) : '';
};

const REASONS: readonly (readonly [code: RegExp, reason: string])[] = [
  [/^ECONNREFUSED/, 'nothing listens there'],
  [/^(ENOTFOUND|EAI_AGAIN)/, 'there is no such host'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/, 'there is no answer'],
  [/^28/, 'it refuses this user or password'],
  [/^3D000/, 'it has no such database'],
  [/^53300/, 'it has no connection left'],
  [/^53100/, 'its disk is full'],
  [/^57P03/, 'it is starting or stopping'],
];

/** Says which database is meant and why it fails; an error of another kind is given back as it is. */
export const explainDatabaseError = (url: string, error: unknown): unknown => {
  if (!isNativeError(error)) return error;
  const known = REASONS.find(([pattern]) => pattern.test(codeOf(error)))?.[1];
  if (known === undefined && !isUnreachable(error)) return error;
  return new DatabaseUnavailable(
    `PostgreSQL at ${addressOf(url)} cannot be used: ${known ?? error.message}. ` +
      'Is it running, and is DATABASE_URL right?',
    { cause: error },
  );
};

/** `host:port/database`, without user and password. */
export const addressOf = (url: string): string => {
  if (!URL.canParse(url)) return 'an unreadable DATABASE_URL';
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || '5432'}${pathname}`;
};
