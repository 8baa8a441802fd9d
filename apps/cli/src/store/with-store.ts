import {
  type EventStore,
  eventStoreMigrations,
  PostgresEventStore,
  StoreUnavailable,
} from '@trueque/event-store';
import { identityEntities, identityMigrations } from '@trueque/identity';
import { intakeEntities, intakeMigrations } from '@trueque/intake';
import {
  DatabaseUnavailable,
  EmbeddedPostgresError,
  isUnreachable,
  openDataSource,
} from '@trueque/postgres';
import type { DataSource } from 'typeorm';
import { CommandFailure, EXIT } from '../exit.js';
import { openDatabase } from './database.js';

/** What a command may do with the store while it is open. */
export type UseOfStore<Answer> = (
  store: EventStore,
  dataSource: DataSource,
  /** With the password in it. */
  url: string,
) => Promise<Answer>;

interface UseOptions {
  readonly mayCreate?: boolean;
  /** `as-recorded` where events are to be seen as they are kept, in whatever version. */
  readonly shape?: 'as-recorded' | undefined;
  /** Tables that the command reads besides. */
  readonly entities?: readonly (new () => object)[];
}

/**
 * Does something with the store of `DATABASE_URL`, else with the one in `.trueque/`, and closes it
 * whatever happens. A store that is not there is made only where `mayCreate` says so; one that cannot
 * be reached ends the command with exit code 3.
 */
export const withStore = async <Answer>(
  use: UseOfStore<Answer>,
  { mayCreate = false, ...how }: UseOptions = {},
): Promise<Answer> => {
  try {
    const database = await openDatabase(process.env, mayCreate);
    try {
      return await withStoreAt(database.url, use, how);
    } finally {
      await database.close();
    }
  } catch (error) {
    throw isAway(error) ? new CommandFailure(EXIT.unavailable, error.message) : error;
  }
};

const withStoreAt = async <Answer>(
  url: string,
  use: UseOfStore<Answer>,
  { entities = [], shape }: UseOptions,
): Promise<Answer> => {
  const dataSource = await openDataSource({
    url,
    entities: [...identityEntities, ...intakeEntities, ...entities],
    migrations: [...[...eventStoreMigrations, ...identityMigrations, ...intakeMigrations]],
  });
  const store = new PostgresEventStore(dataSource, shape);
  try {
    return await use(store, dataSource, url);
  } finally {
    await store.close();
    await dataSource.destroy();
  }
};

const isAway = (error: unknown): error is Error =>
  error instanceof Error && (AWAY.some((kind) => error instanceof kind) || isUnreachable(error));

const AWAY = [DatabaseUnavailable, EmbeddedPostgresError, StoreUnavailable];
