import { EmbeddedPostgresError, startEmbeddedPostgres } from '@trueque/postgres';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandFailure, EXIT } from '../exit.js';
import { runningDatabase } from './running-database.js';

export interface Database {
  /** With the password in it: never print it. */
  readonly url: string;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const leaveRunning = (): Promise<void> => Promise.resolve();

/**
 * `DATABASE_URL`; without it the embedded database in `TRUEQUE_DATA`, else `.trueque`: the running
 * one where `npm start` holds it, else started for as long as the command needs it.
 */
export const openDatabase = async (env: Environment, mayCreate: boolean): Promise<Database> => {
  const url = env['DATABASE_URL'];
  if (url) return { url: checked(url), close: leaveRunning };
  const folder = resolve(env['TRUEQUE_DATA'] || '.trueque');
  const dataDir = join(folder, 'postgres');
  if (!mayCreate && !existsSync(dataDir) && !existsSync(`${dataDir}.location`))
    throw new CommandFailure(
      EXIT.unavailable,
      `there is no database in ${folder} yet: npm start makes one, TRUEQUE_DATA names another folder, DATABASE_URL a PostgreSQL of your own`,
    );
  return startOrJoin(dataDir);
};

const checked = (url: string): string => {
  if (/^postgres(ql)?:\/\/[^/]/.test(url) && URL.canParse(url)) return url;
  throw new CommandFailure(
    EXIT.usage,
    'DATABASE_URL must look like postgres://user:password@host:5432/database',
  );
};

const startOrJoin = async (dataDir: string): Promise<Database> => {
  try {
    const { stop, url } = await startEmbeddedPostgres({ dataDir });
    return { url, close: stop };
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    const url = await runningDatabase(dataDir);
    if (url !== undefined) return { url, close: leaveRunning };
    throw error;
  }
};
