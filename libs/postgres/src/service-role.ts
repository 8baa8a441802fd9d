import { type Client, escapeIdentifier } from 'pg';
import { mayWorkAs } from './application-role.js';

/** A role for one service: its own schemas, and the event log as every application has it. */
export interface ServiceRole {
  readonly name: string;
  /** Those that exist are opened to it, their tables too. */
  readonly schemas: readonly string[];
}

/**
 * Makes the role where it is missing and grants it what it needs. Answers whether it can be had: a
 * managed database may not allow it, and then the application's role must do.
 */
export const ensureServiceRole = async (client: Client, role: ServiceRole): Promise<boolean> => {
  const name = escapeIdentifier(role.name);
  try {
    await client.query('begin');
    await client.query(`do $$ begin create role ${name} nologin;
      exception when duplicate_object or unique_violation then null; end $$`);
    if (!(await mayWorkAs(client, role.name))) await client.query(`grant ${name} to current_user`);
    for (const schema of await existing(client, role.schemas))
      await client.query(`
        grant usage on schema ${schema} to ${name};
        grant select, insert, update, delete, truncate on all tables in schema ${schema} to ${name};
        grant usage, select on all sequences in schema ${schema} to ${name}`);
    for (const schema of await existing(client, [LOG_SCHEMA]))
      await client.query(`
        grant usage on schema ${schema} to ${name};
        grant select on all tables in schema ${schema} to ${name};
        grant execute on all functions in schema ${schema} to ${name}`);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    if (isNotAllowed(error)) return false;
    throw error;
  }
};

/** Where it may look and call functions, and change nothing by itself. */
const LOG_SCHEMA = 'es';

const existing = async (client: Client, schemas: readonly string[]): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(
    'select nspname as name from pg_namespace where nspname = any ($1)',
    [schemas],
  );
  return rows.map(({ name }) => escapeIdentifier(name));
};

/** insufficient_privilege, and a grant that would go in a circle. */
const isNotAllowed = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(42501|0LP01)$/.test(String(error.code));
