import type { DataSource, EntityManager } from 'typeorm';
import { openUnder, seal } from './sealed.js';

/** A table in which something is sealed under the master key. */
export interface SealedTable {
  readonly name: string;
  /** Columns that tell its rows apart. */
  readonly key: readonly string[];
  /** Columns of what is sealed; null where there is nothing. */
  readonly sealed: readonly string[];
  /** What a row is sealed for, by its key. */
  readonly contextOf: (key: readonly string[]) => string;
}

export interface MasterKeys {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** Seals everything anew under the next master key, all or nothing. Answers how many rows it was. */
export const rotateMasterKey = (
  dataSource: DataSource,
  keys: MasterKeys,
  tables: readonly SealedTable[],
): Promise<number> =>
  dataSource.transaction(async (manager) => {
    let count = 0;
    for (const table of tables) count += await sealAnew(manager, table, keys);
    return count;
  });

type Row = Readonly<Record<string, unknown>>;

/** What is not there yet, since its service never started, holds nothing. */
const sealAnew = async (
  manager: EntityManager,
  table: SealedTable,
  keys: MasterKeys,
): Promise<number> => {
  const { key, name, sealed } = table;
  const [found]: Row[] = await manager.query('SELECT to_regclass($1) AS is', [name]);
  if (found?.['is'] === null) return 0;
  const columns = [...key, ...sealed].join(', ');
  const rows: Row[] = await manager.query(`SELECT ${columns} FROM ${name} FOR UPDATE`);
  const places = (names: readonly string[], first: number) =>
    names.map((column, index) => `${column} = $${first + index}`);
  const update = `UPDATE ${name} SET ${places(sealed, key.length + 1).join(', ')}
    WHERE ${places(key, 1).join(' AND ')}`;
  for (const row of rows) await manager.query(update, [...valuesOf(row, table, keys)]);
  return rows.length;
};

const valuesOf = (row: Row, { contextOf, key, sealed }: SealedTable, { from, to }: MasterKeys) => {
  const ids = key.map((column) => String(row[column]));
  const context = contextOf(ids);
  const again = sealed.map((column) => {
    const value = row[column];
    return value instanceof Buffer ? seal(to, openUnder(from, value, context), context) : value;
  });
  return [...ids, ...again];
};
