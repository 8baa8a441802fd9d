import type { Client } from 'pg';

/**
 * Whom the program works as, once the tables are made: it may use what other roles made, and own
 * nothing. Only migrations run as the user of `DATABASE_URL`.
 */
export const APPLICATION_ROLE = 'trueque_app';

/**
 * Makes the role if it may, and sees to it that the tables made later by this user are open to it.
 * Answers whether this user may work as that role; a managed database may not allow it.
 */
export const ensureApplicationRole = async (client: Client): Promise<boolean> => {
  await attempt(client, `create role ${APPLICATION_ROLE} nologin`);
  await attempt(client, `grant ${APPLICATION_ROLE} to current_user`);
  if (!(await mayWorkAs(client, APPLICATION_ROLE))) return false;
  for (const [privileges, objects] of OPEN_BY_DEFAULT)
    await client.query(
      `alter default privileges grant ${privileges} on ${objects} to ${APPLICATION_ROLE}`,
    );
  return true;
};

const OPEN_BY_DEFAULT = [
  ['usage', 'schemas'],
  ['select, insert, update, delete, truncate', 'tables'],
  ['usage, select', 'sequences'],
] as const;

/** Roles belong to the server, not to the database: another start may be making it, or it exists. */
const attempt = async (client: Client, statement: string): Promise<void> => {
  await client.query(statement).catch((error: Error & { code?: string }) => {
    if (!ALLOWED_FAILURES.includes(error.code ?? '')) throw error;
  });
};

/** duplicate_object, unique_violation, insufficient_privilege, tuple concurrently updated, grant to itself. */
const ALLOWED_FAILURES = ['42710', '23505', '42501', 'XX000', '0LP01'];

/** False also where there is no such role. */
export const mayWorkAs = async (client: Client, role: string): Promise<boolean> => {
  const { rows } = await client.query<{ may: boolean }>(
    `select coalesce(bool_or(pg_has_role(current_user, oid, 'MEMBER')), false) as may
       from pg_roles where rolname = $1`,
    [role],
  );
  return rows[0]?.may === true;
};
