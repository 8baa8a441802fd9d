import type { Connection } from '@trueque/postgres';
import { Pool, type PoolConfig } from 'pg';

/**
 * All questions to the log are by key; a plan from when it was small must not scan it later. Instants
 * come as text in UTC.
 */
const SETTINGS = '-c enable_seqscan=off -c enable_bitmapscan=off -c timezone=UTC -c datestyle=ISO';

export const openPool = (connection: Connection, choices: PoolConfig): Pool => {
  const options = `${connection.options ?? ''} ${SETTINGS}`;
  const pool = new Pool({ ...connection, ...choices, options });
  // A connection that breaks while idle is replaced; whoever needs one then learns what is wrong.
  return pool.on('error', () => undefined);
};
