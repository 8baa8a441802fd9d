import type { Client } from 'pg';
import { openClient } from './open-client.js';

/** One connection as the user of the url, who owns what the application may only use. */
export type OwnerClient = Client;

/** For work beside the application: measuring, copying from files. Whoever opens it ends it. */
export const openOwnerClient = (url: string): Promise<OwnerClient> =>
  openClient({ connectionString: url });
