import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/**
 * Answers lists (an array, or a page `{items, nextCursor}`) as CSV where the request prefers
 * `text/csv`. Columns are the members of the rows; what is nested is JSON in its cell. The next
 * page is in the `Link` header.
 */
@Injectable()
export class CsvAnswers implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method !== 'GET' || !prefersCsv(request.headers.accept)) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((answer) => asCsv(answer, request, reply)));
  }
}

/** True where `text/csv` is named, and not after JSON. */
export const prefersCsv = (accept: string | undefined): boolean => {
  const types = (accept ?? '').split(',').map((type) => type.split(';')[0]!.trim());
  const csvAt = types.indexOf('text/csv');
  const jsonAt = types.indexOf('application/json');
  return csvAt >= 0 && (jsonAt < 0 || csvAt < jsonAt);
};

const asCsv = (answer: unknown, request: FastifyRequest, reply: FastifyReply): unknown => {
  const rows = rowsOf(answer);
  if (rows === undefined) return answer;
  const cursor = cursorOf(answer);
  if (cursor !== undefined) void reply.header('Link', `<${nextUrl(request, cursor)}>; rel="next"`);
  void reply.header('Content-Type', 'text/csv; charset=utf-8');
  return csvOf(rows);
};

const rowsOf = (answer: unknown): readonly object[] | undefined => {
  if (Array.isArray(answer)) return answer.filter(isObject);
  if (!isObject(answer) || !('items' in answer) || !Array.isArray(answer.items)) return undefined;
  return answer.items.filter(isObject);
};

const cursorOf = (answer: unknown): string | undefined =>
  isObject(answer) && 'nextCursor' in answer && typeof answer.nextCursor === 'string'
    ? answer.nextCursor
    : undefined;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const nextUrl = (request: FastifyRequest, cursor: string): string => {
  const url = new URL(request.url, 'http://host');
  url.searchParams.set('cursor', cursor);
  return `${url.pathname}${url.search}`;
};

/** One header line and one line per row; formulas are escaped, since spreadsheets run them. */
export const csvOf = (rows: readonly object[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify([columns]) + csvLines(columns, rows);
};

/** The same without a header, for rows that come in pieces. */
export const csvLines = (columns: readonly string[], rows: readonly object[]): string => {
  const records = rows.map((row) => new Map<string, unknown>(Object.entries(row)));
  return stringify(records.map((record) => columns.map((column) => cellOf(record.get(column)))));
};

const cellOf = (value: unknown): unknown => {
  if (typeof value === 'string')
    return FORMULA.test(value) && !AMOUNT.test(value) ? `'${value}` : value;
  return isObject(value) ? JSON.stringify(value) : value;
};

const FORMULA = /^[=+\-@\t\r]/;
/** Amounts are decimal text, and may be negative. */
const AMOUNT = /^-?\d+(\.\d+)?$/;
