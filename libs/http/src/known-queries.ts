import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ApiQuery, type ApiQueryOptions } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { escapePointer, invalidBody } from './validation.js';

const READ = 'trueque:query-fields';

/** Fields of a query that a handler reads off the request itself; all of them may be left out. */
export const QueryFields = (
  ...fields: readonly (ApiQueryOptions & { readonly name: string })[]
): MethodDecorator =>
  applyDecorators(
    SetMetadata(
      READ,
      fields.map(({ name }) => name),
    ),
    ...fields.map((field) => ApiQuery({ required: false, ...field })),
  );

type Handler = ReturnType<ExecutionContext['getHandler']>;

/**
 * Refuses fields of a query that the route does not know, as those of a body are refused: whoever
 * misspells one is told, instead of getting an answer to another question. Where a class declares
 * the query, the validation of that class does it.
 */
@Injectable()
export class KnownQueries implements NestInterceptor {
  private readonly known = new Map<Handler, ReadonlySet<string> | 'declared'>();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') this.check(context);
    return next.handle();
  }

  private check(context: ExecutionContext): void {
    const query: object = context.switchToHttp().getRequest<FastifyRequest>().query ?? {};
    const said = Object.keys(query);
    if (said.length === 0) return;
    const known = this.fieldsOf(context);
    if (known === 'declared') return;
    const unknown = said.filter((name) => !known.has(name));
    if (unknown.length === 0) return;
    const names = [...known].toSorted().join(', ') || 'none';
    throw invalidBody(
      unknown.map((name) => ({
        pointer: `/${escapePointer(name)}`,
        detail: `${name} is not a field of this query; there are: ${names}`,
      })),
    );
  }

  private fieldsOf(context: ExecutionContext): ReadonlySet<string> | 'declared' {
    const handler = context.getHandler();
    const fields = this.known.get(handler) ?? readFields(context.getClass(), handler);
    this.known.set(handler, fields);
    return fields;
  }
}

type Arguments = Readonly<Record<string, { readonly data?: unknown }>>;

const readFields = (controller: object, handler: Handler): ReadonlySet<string> | 'declared' => {
  const all = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) as unknown;
  const queries = Object.entries((all ?? {}) as Arguments)
    .filter(([key]) => key.startsWith(`${RouteParamtypes.QUERY}:`))
    .map(([, { data }]) => data);
  if (queries.includes(undefined)) return 'declared';
  const read = (Reflect.getMetadata(READ, handler) ?? []) as readonly string[];
  return new Set([...queries.map(String), ...read]);
};
