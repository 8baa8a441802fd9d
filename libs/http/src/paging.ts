import { problem } from './problem.js';

/** A page of a list. `nextCursor` is opaque and absent on the last page. */
export interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor?: string;
}

export interface PageRequest {
  readonly limit: number;
  /** What `nextCursor` of the page before encoded; undefined asks for the first page. */
  readonly after: unknown;
}

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 1000;

/** Reads `?limit=&cursor=`; a cursor that we did not make is refused, 400. */
export const pageRequest = (query: {
  readonly limit?: string | number | undefined;
  readonly cursor?: string | undefined;
}): PageRequest => ({ limit: limitOf(query.limit), after: decodeCursor(query.cursor) });

const limitOf = (limit: string | number | undefined): number => {
  if (limit === undefined) return LIMIT_DEFAULT;
  const value = Number(limit);
  if (Number.isInteger(value) && value >= 1 && value <= LIMIT_MAX) return value;
  const detail = `limit must be a whole number from 1 to ${LIMIT_MAX}; it is ${limit}`;
  throw problem(400, 'invalid-request', detail, [{ pointer: '/limit', detail }]);
};

/**
 * Makes a page of rows that were read with `limit + 1`: the extra row only says that there is
 * more. `keyOf` gives what the next page starts after.
 */
export const page = <Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => unknown,
): Page<Row> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined
    ? { items, nextCursor: encodeCursor(keyOf(last)) }
    : { items };
};

export const encodeCursor = (key: unknown): string =>
  Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');

export const decodeCursor = (cursor: string | undefined): unknown => {
  if (cursor === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw badCursor();
  }
};

/** A cursor that was made up, or is another list's. */
export const badCursor = () => {
  const detail = 'cursor is not one that a page of this list gave; start without one';
  return problem(400, 'bad-cursor', detail, [{ pointer: '/cursor', detail }]);
};
