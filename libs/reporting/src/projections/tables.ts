import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/** So many rows are one parameter: a text has an end, and so has memory. */
const ROWS_AT_ONCE = 20_000;
/** Events of a crowd that are one transaction: fewer would cost a commit each, more hold others up. */
export const CROWD_EVENTS = 2_000;

/**
 * Writes rows with few statements, however many: PostgreSQL takes them apart from a JSON
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
  const onConflict = changes.length === 0 ? 'NOTHING' : `UPDATE SET ${changes.join(', ')}`;
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await manager.query(
      `INSERT INTO ${tablePath} (${names.join(', ')})
       SELECT ${names.join(', ')} FROM json_populate_recordset(null::${tablePath}, $1::json)
       ON CONFLICT (${keys.join(', ')}) DO ${onConflict}`,
      [asRecords(manager, entity, rows.slice(at, at + ROWS_AT_ONCE))],
    );
};

/** Writes those rows of which the key is not there yet. */
export const writeMissingRows = async <Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<void> => {
  if (rows.length === 0) return;
  const { tablePath } = manager.connection.getMetadata(entity);
  await manager.query(
    `INSERT INTO ${tablePath}
     SELECT * FROM json_populate_recordset(null::${tablePath}, $1::json) ON CONFLICT DO NOTHING`,
    [asRecords(manager, entity, rows)],
  );
};

/** Adds to the rows of these keys, in the columns that the first one names besides. */
export const addToRows = async <Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  parts: readonly Partial<Row>[],
): Promise<void> => {
  const [first] = parts;
  if (first === undefined) return;
  const { tablePath, columns } = manager.connection.getMetadata(entity);
  const named = columns.filter(({ propertyName }) => first[propertyName] !== undefined);
  const sums = named
    .filter(({ isPrimary }) => !isPrimary)
    .map(({ databaseName: name }) => `${name} = kept.${name} + part.${name}`);
  const keys = named
    .filter(({ isPrimary }) => isPrimary)
    .map(({ databaseName: name }) => `kept.${name} = part.${name}`);
  await manager.query(
    `UPDATE ${tablePath} kept SET ${sums.join(', ')}
     FROM json_populate_recordset(null::${tablePath}, $1::json) part WHERE ${keys.join(' AND ')}`,
    [asRecords(manager, entity, parts)],
  );
};

/** All rows there are: only where they are few. */
export const allRows = <Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
): Promise<readonly Row[]> => manager.getRepository(entity).find();

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
