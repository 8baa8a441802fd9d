import { badCursor, type Page, page, pageRequest } from '@trueque/http';
import type {
  DataSource,
  EntityMetadata,
  EntityTarget,
  FindOptionsWhere,
  ObjectLiteral,
  SelectQueryBuilder,
} from 'typeorm';

export interface RowsRequest<Row> {
  /** Values that rows must have; members that are undefined do not matter. */
  readonly where: { readonly [Field in keyof Row]?: Row[Field] | undefined };
  /** Only rows that have one of these values in a field. */
  readonly among?: { readonly field: keyof Row & string; readonly values: readonly string[] };
  /** Only rows that have each of these values in one field or the other; undefined does not matter. */
  readonly either?: readonly Either<Row>[];
  /** Only rows with an instant of [from, to) in a field. */
  readonly within?: { readonly field: keyof Row & string; readonly span: Span };
  /** Only rows with this text in a field, in upper case or lower; undefined does not matter. */
  readonly containing?: { readonly field: keyof Row & string; readonly text: string | undefined };
  /** Fields before the key that rows are ordered by. */
  readonly orderBy?: readonly (keyof Row & string)[];
  /** The last in that order first. */
  readonly latest?: boolean;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Instants [from, to). */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface Either<Row> {
  readonly fields: readonly [keyof Row & string, keyof Row & string];
  readonly value: string | undefined;
}

/**
 * A page of a table or view, in the order of its key. The cursor is the key of the last row, so
 * rows that are added meanwhile neither repeat nor hide others.
 */
export const readPage = async <Row extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<Row>,
  request: RowsRequest<Row>,
): Promise<Page<Row>> => {
  const { limit, after } = pageRequest(request);
  const metadata = dataSource.getMetadata(entity);
  const fixed = Object.keys(definedOf(request.where));
  const fields = orderOf(metadata, fixed, request.orderBy ?? []);
  const query = rowsQuery(dataSource, entity, request);
  inOrder(query, fields, request.latest === true);
  if (after !== undefined)
    query.andWhere(beyond(fields, request.latest === true), parametersOf(metadata, fields, after));
  const rows = await query.take(limit + 1).getMany();
  return page(rows, limit, (row) => fields.map((field): unknown => row[field]));
};

const PAGE_MAX = 1_000;

/** All that is asked for, a page at a time: however much it is, it is never all in memory. */
export async function* readPages<Row extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<Row>,
  request: Omit<RowsRequest<Row>, 'limit' | 'cursor'>,
): AsyncGenerator<readonly Row[]> {
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined;) {
    const found = await readPage(dataSource, entity, { ...request, cursor, limit: PAGE_MAX });
    yield found.items;
    [cursor, isFirst] = [found.nextCursor, false];
  }
}

export const countRows = <Row extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<Row>,
  request: Omit<RowsRequest<Row>, 'limit' | 'cursor'>,
): Promise<number> => rowsQuery(dataSource, entity, request).getCount();

/** The rows that are asked for, in no order yet. */
const rowsQuery = <Row extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<Row>,
  { among, containing, either = [], where, within }: RowsRequest<Row>,
): SelectQueryBuilder<Row> => {
  const query = dataSource.getRepository(entity).createQueryBuilder('row').where(definedOf(where));
  if (among !== undefined)
    query.andWhere(`row.${among.field} = ANY(:among)`, { among: among.values });
  if (within !== undefined)
    query.andWhere(`row.${within.field} >= :from AND row.${within.field} < :to`, within.span);
  if (containing?.text !== undefined)
    query.andWhere(`row.${containing.field} ILIKE :containing`, {
      containing: `%${escaped(containing.text)}%`,
    });
  for (const [index, { fields: sides, value }] of either.entries())
    if (value !== undefined)
      query.andWhere(`:either${index} IN (${sides.map((side) => `row.${side}`).join(', ')})`, {
        [`either${index}`]: value,
      });
  return query;
};

/** A text that is looked for as it stands. */
export const escaped = (search: string): string =>
  search.replaceAll(/[\\%_]/g, '\\$&').replaceAll('\0', '');

const inOrder = <Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  fields: readonly string[],
  latest: boolean,
): void => {
  for (const field of fields) query.addOrderBy(`row.${field}`, latest ? 'DESC' : 'ASC');
};

/** Rows after the cursor's. */
const beyond = (fields: readonly string[], latest: boolean): string => {
  const names = fields.map((field) => `row.${field}`).join(', ');
  const values = fields.map((_, index) => `:after${index}`).join(', ');
  return `(${names}) ${latest ? '<' : '>'} (${values})`;
};

/** All rows with these values, in the order of their key. */
export const readAll = <Row extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<Row>,
  where: Partial<Row>,
): Promise<Row[]> => {
  const query = dataSource.getRepository(entity).createQueryBuilder('row').where(where);
  for (const { propertyName } of dataSource.getMetadata(entity).primaryColumns)
    query.addOrderBy(`row.${propertyName}`);
  return query.getMany();
};

const definedOf = <Row extends ObjectLiteral>(where: RowsRequest<Row>['where']) =>
  Object.fromEntries(
    Object.entries(where).filter(([, value]) => value !== undefined),
  ) as FindOptionsWhere<Row>;

const orderOf = (metadata: EntityMetadata, fixed: readonly string[], first: readonly string[]) => {
  const keys = metadata.primaryColumns.map(({ propertyName }) => propertyName);
  const fields = [...new Set([...first, ...keys])].filter((field) => !fixed.includes(field));
  return fields.length > 0 ? fields : keys;
};

const parametersOf = (metadata: EntityMetadata, fields: readonly string[], after: unknown) => {
  if (!Array.isArray(after) || after.length !== fields.length) throw badCursor();
  const values: readonly unknown[] = after;
  return Object.fromEntries(
    fields.map((field, index) => {
      const type = metadata.findColumnWithPropertyName(field)?.type;
      if (!fits(String(type), values[index])) throw badCursor();
      return [`after${index}`, values[index]];
    }),
  );
};

const fits = (type: string, value: unknown): boolean => {
  if (type === 'int') return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
  if (typeof value !== 'string' || value.includes('\0')) return false;
  return type === 'text' || !Number.isNaN(Date.parse(value));
};
