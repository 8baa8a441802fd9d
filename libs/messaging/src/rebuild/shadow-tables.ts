import { openAsOwner } from '@trueque/postgres';
import type { DataSource, EntityManager, EntityMetadata } from 'typeorm';
import { CheckpointRow } from '../checkpoint.row.js';
import type { Projection } from '../consumer.js';
import { DeadLetterRow } from '../dead-letter.row.js';

/**
 * Tables of the same shape beside those of a projection, in a schema of their own: what is being
 * rebuilt is filled there, through entities that are the same but for the schema. Only the tables'
 * owner may make them and put them in the place of the others.
 */
export class ShadowTables {
  private constructor(
    readonly dataSource: DataSource,
    private readonly tables: readonly Table[],
  ) {}

  static async open(projection: Projection, beside: DataSource): Promise<ShadowTables> {
    const dataSource = await openAsOwner(beside, [
      CheckpointRow,
      DeadLetterRow,
      ...projection.rows,
    ]);
    const tables = projection.rows.map((row) => moveAside(dataSource.getMetadata(row)));
    return new ShadowTables(dataSource, tables);
  }

  /** Makes them empty, whatever an earlier rebuild left behind; open to whom the others are open to. */
  async make(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      for (const { gone, live, schema, shadow } of this.tables) {
        await manager.query(`create schema if not exists ${schema}`);
        await manager.query(`create schema if not exists ${gone}`);
        await manager.query(`drop table if exists ${shadow}`);
        await manager.query(`create table ${shadow} (like ${live} including all)`);
        for (const { statement } of await manager.query<{ statement: string }[]>(COPY_GRANTS, [
          live,
          shadow,
        ]))
          await manager.query(statement);
      }
    });
  }

  /** Puts them in the place of the others, under the same views; nobody reads or writes meanwhile. */
  async takeOver(manager: EntityManager): Promise<void> {
    const views = await this.viewsOf(manager);
    const names = [...views.map(({ name }) => name), ...this.tables.map(({ live }) => live)];
    await manager.query(`lock table ${names.join(', ')} in access exclusive mode`);
    for (const { gone, live, liveSchema, shadow } of this.tables) {
      await manager.query(`alter table ${live} set schema ${gone}`);
      await manager.query(`alter table ${shadow} set schema ${liveSchema}`);
    }
    for (const { definition, name } of views)
      await manager.query(`create or replace view ${name} as ${definition}`);
    for (const { gone, name } of this.tables) await manager.query(`drop table ${gone}.${name}`);
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }

  /** Views follow the table they were made on, not its name; so they are made again, in their order. */
  private viewsOf(manager: EntityManager): Promise<{ name: string; definition: string }[]> {
    const schemas = [...new Set(this.tables.map(({ liveSchema }) => liveSchema))];
    return manager.query(VIEWS, [schemas]);
  }
}

interface Table {
  readonly name: string;
  readonly liveSchema: string;
  readonly schema: string;
  readonly live: string;
  readonly shadow: string;
  /** Schema where the old one is for a moment. */
  readonly gone: string;
}

const moveAside = (metadata: EntityMetadata): Table => {
  const { schema: liveSchema = 'public', tableName: name, tablePath: live } = metadata;
  const schema = `${liveSchema}_rebuilt`;
  const shadow = `${schema}.${name}`;
  metadata.schema = schema;
  metadata.tablePath = shadow;
  return { name, liveSchema, schema, live, shadow, gone: `${liveSchema}_replaced` };
};

const COPY_GRANTS = `
  select format('grant %s on %s to %s', a.privilege_type, $2::text,
                case when a.grantee = 0 then 'public' else quote_ident(r.rolname) end) as statement
    from pg_class c cross join lateral aclexplode(c.relacl) a
    left join pg_roles r on r.oid = a.grantee
   where c.oid = $1::regclass`;

const VIEWS = `
  select format('%I.%I', n.nspname, c.relname) as name, pg_get_viewdef(c.oid) as definition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'v' and n.nspname = any ($1) order by c.oid`;
