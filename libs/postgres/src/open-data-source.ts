import { DataSource, type DataSourceOptions } from 'typeorm';
import { APPLICATION_ROLE, ensureApplicationRole } from './application-role.js';
import { ensureServiceRole, type ServiceRole } from './service-role.js';
import { addressOf, DatabaseUnavailable, explainDatabaseError } from './database-unavailable.js';
import { openClient } from './open-client.js';

export interface OpenDataSourceOptions {
  readonly url: string;
  readonly entities?: DataSourceOptions['entities'];
  /** Run in the order of the numbers at the end of their names, each in a transaction. */
  readonly migrations?: DataSourceOptions['migrations'];
  readonly connectionsMax?: number;
  /** A role of its own for a process that needs less than the whole; by default the application's. */
  readonly role?: ServiceRole;
  readonly log?: (line: string) => void;
}

/** How to connect as the application: what `pg` needs beside its own choices. */
export interface Connection {
  readonly connectionString: string;
  readonly connectionTimeoutMillis: number;
  readonly application_name: string;
  /** Start-up options: the role to work as. */
  readonly options?: string;
}

/** Any number, the same in every process: who migrates holds it, the others wait. */
const MIGRATION_LOCK = 7_283_105;
const CONNECT_PATIENCE_MS = 10_000;

/**
 * Brings the database up to date, one process at a time, as the user of the url; then opens it as
 * the application's role. Throws `DatabaseUnavailable` naming host, port and database.
 */
export const openDataSource = async (options: OpenDataSourceOptions): Promise<DataSource> => {
  const { url, entities = [], connectionsMax = 10, log = () => undefined } = options;
  if (!URL.canParse(url)) throw new DatabaseUnavailable('DATABASE_URL is not a URL.');
  try {
    const role = await migrate(options);
    if (role === undefined) log(withoutRole(url));
    const extra = connection(url, role);
    const dataSource = new DataSource({
      type: 'postgres',
      entities,
      installExtensions: false,
      poolSize: connectionsMax,
      poolErrorHandler: (error: Error) => log(`A database connection was lost: ${error.message}`),
      extra,
    });
    connections.set(dataSource, extra);
    return await dataSource.initialize();
  } catch (error) {
    throw explainDatabaseError(url, error);
  }
};

/**
 * Another data source in the same database, as the user of its url, who owns the tables: for making
 * and moving them while the program runs. Everything else works as the application's role.
 */
export const openAsOwner = (
  beside: DataSource,
  entities: NonNullable<OpenDataSourceOptions['entities']>,
): Promise<DataSource> => {
  const url = connectionOf(beside).connectionString;
  const extra = connection(url);
  const options = {
    type: 'postgres',
    entities,
    installExtensions: false,
    poolSize: 3,
    extra,
  } as const;
  return new DataSource(options).initialize();
};

const connections = new WeakMap<DataSource, Connection>();

/** The connection that a data source of `openDataSource` uses, for those who need `pg` itself. */
export const connectionOf = (dataSource: DataSource): Connection => {
  const found = connections.get(dataSource);
  if (found === undefined) throw new Error('The data source was not opened by openDataSource.');
  return found;
};

const connection = (url: string, role?: string): Connection => ({
  connectionString: url,
  connectionTimeoutMillis: CONNECT_PATIENCE_MS,
  application_name: 'trueque',
  ...(role !== undefined && { options: `-c role=${role}` }),
});

const withoutRole = (url: string): string =>
  `The user of ${addressOf(url)} may not make or take the role ${APPLICATION_ROLE}. ` +
  'It works as the owner of its tables, and triggers alone keep the log append-only.';

/** Answers the role to work as; undefined where none can be had. */
const migrate = async ({
  url,
  role,
  migrations = [],
}: OpenDataSourceOptions): Promise<string | undefined> => {
  const client = await openClient(connection(url));
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const hasRole = await ensureApplicationRole(client);
    await runMigrations(url, migrations);
    if (!hasRole) return undefined;
    const hasOwn = role !== undefined && (await ensureServiceRole(client, role));
    return hasOwn ? role.name : APPLICATION_ROLE;
  } finally {
    await client.end();
  }
};

const runMigrations = async (
  url: string,
  migrations: NonNullable<OpenDataSourceOptions['migrations']>,
): Promise<void> => {
  const owner = new DataSource({
    type: 'postgres',
    migrations,
    migrationsTableName: 'trueque_migration',
    installExtensions: false,
    poolSize: 1,
    extra: connection(url),
  });
  await owner.initialize();
  try {
    await owner.runMigrations({ transaction: 'each' });
  } finally {
    await owner.destroy();
  }
};
