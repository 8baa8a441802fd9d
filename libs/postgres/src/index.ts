export { APPLICATION_ROLE } from './application-role.js';
export {
  addressOf,
  DatabaseUnavailable,
  explainDatabaseError,
  isUnreachable,
} from './database-unavailable.js';
export { EmbeddedPostgresError } from './embedded/embedded-postgres-error.js';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded/server.js';
export {
  type Connection,
  connectionOf,
  openAsOwner,
  openDataSource,
  type OpenDataSourceOptions,
} from './open-data-source.js';
export { openClient } from './open-client.js';
export { openOwnerClient, type OwnerClient } from './owner-client.js';
export { PostgresModule } from './postgres.module.js';
export type { ServiceRole } from './service-role.js';
