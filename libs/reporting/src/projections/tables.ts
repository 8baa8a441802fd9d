import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/**
 * Writes rows with one statement, however many: PostgreSQL takes them apart from one JSON
 * parameter. A row whose key is there already is replaced. No two rows may share a key.
 */
export const writeRows = async <Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<void> => {
  if (rows.length === 0) return;
  const { tablePath, columns, primaryColumns } = manager.connection.getMetadata(entity);
  const names = columns.map(({ databaseName }) => databaseName);
  const keys = primaryColumns.map(({ databaseName }) => databaseName);
  const changes = names
    .filter((name) => !keys.includes(name))
    .map((name) => `${name} = excluded.${name}`);
  await manager.query(
    `INSERT INTO ${tablePath} (${names.join(', ')})
     SELECT ${names.join(', ')} FROM json_populate_recordset(null::${tablePath}, $1::json)
     ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${changes.join(', ')}`,
    [asRecords(manager, entity, rows)],
  );
};

/** Removes, with one statement, the rows that agree with a given one in all columns it names. */
export const removeRows = async <Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  matches: readonly Partial<Row>[],
): Promise<void> => {
  const { tablePath, columns } = manager.connection.getMetadata(entity);
  const [first] = matches;
  if (first === undefined) return;
  const agree = columns
    .filter(({ propertyName }) => first[propertyName] !== undefined)
    .map(({ databaseName }) => `kept.${databaseName} = gone.${databaseName}`);
  await manager.query(
    `DELETE FROM ${tablePath} kept
     USING json_populate_recordset(null::${tablePath}, $1::json) gone
     WHERE ${agree.join(' AND ')}`,
    [asRecords(manager, entity, matches)],
  );
};

/** Rows by these keys as they are now. */
export const readRows = async <Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  keys: readonly Partial<Row>[],
): Promise<readonly Row[]> =>
  keys.length === 0 ? [] : manager.getRepository(entity).findBy([...keys]);

const asRecords = <Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Partial<Row>[],
): string => {
  const { columns } = manager.connection.getMetadata(entity);
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        columns.map(({ databaseName, propertyName }) => [databaseName, row[propertyName]]),
      ),
    ),
  );
};
