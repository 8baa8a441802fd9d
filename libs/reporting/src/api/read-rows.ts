import { type Page, page, pageRequest, problem } from '@trueque/http';
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
  /** Only rows with this text in a field, in upper case or lower; undefined does not matter. */
  readonly containing?: { readonly field: keyof Row & string; readonly text: string | undefined };
  /** Fields before the key that rows are ordered by. */
  readonly orderBy?: readonly (keyof Row & string)[];
  /** The last in that order first. */
  readonly latest?: boolean;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
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
  const where = definedOf(request.where);
  const fields = orderOf(metadata, Object.keys(where), request.orderBy ?? []);
  const query = dataSource.getRepository(entity).createQueryBuilder('row').where(where);
  if (request.among !== undefined)
    query.andWhere(`row.${request.among.field} = ANY(:among)`, { among: request.among.values });
  if (request.containing?.text !== undefined)
    query.andWhere(`row.${request.containing.field} ILIKE :containing`, {
      containing: `%${escaped(request.containing.text)}%`,
    });
  for (const [index, { fields: sides, value }] of (request.either ?? []).entries())
    if (value !== undefined)
      query.andWhere(`:either${index} IN (${sides.map((side) => `row.${side}`).join(', ')})`, {
        [`either${index}`]: value,
      });
  inOrder(query, fields, request.latest === true);
  if (after !== undefined)
    query.andWhere(beyond(fields, request.latest === true), parametersOf(metadata, fields, after));
  const rows = await query.take(limit + 1).getMany();
  return page(rows, limit, (row) => fields.map((field): unknown => row[field]));
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

const badCursor = () => {
  const detail = 'cursor is not one that a page of this list gave; start without one';
  return problem(400, 'bad-cursor', detail, [{ pointer: '/cursor', detail }]);
};
