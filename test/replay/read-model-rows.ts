import type { DataSource } from 'typeorm';

export type Rows = ReadonlyMap<string, readonly string[]>;

/** Every row of every table that is made from events, as text, in an order of its own. */
export const readModelRows = async (dataSource: DataSource): Promise<Rows> => {
  const tables: { schema: string; name: string }[] = await dataSource.query(`
    SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
    WHERE table_schema IN ('reporting', 'intake') AND table_type = 'BASE TABLE'
    ORDER BY 1, 2`);
  const rows = new Map<string, readonly string[]>();
  for (const { schema, name } of tables) {
    const found: { row: string }[] = await dataSource.query(
      `SELECT t::text AS row FROM "${schema}"."${name}" t ORDER BY 1`,
    );
    rows.set(
      `${schema}.${name}`,
      found.map(({ row }) => row),
    );
  }
  return rows;
};
