import { AppendByStreams1764300000000 } from './append-by-streams.migration.js';
import { EndsOfStreams1795900000002 } from './ends-of-streams.migration.js';
import { CreateEventLog1763870000000 } from './create-event-log.migration.js';

/** For `openDataSource`: makes the log in the schema `es`. */
export const eventStoreMigrations = [
  CreateEventLog1763870000000,
  AppendByStreams1764300000000,
  EndsOfStreams1795900000002,
];
