import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { namedIn } from '@trueque/tracing';
import type { FastifyRequest } from 'fastify';
import { versionsIn } from './etag.js';
import { problem } from './problem.js';

/** Where a command comes from, as `store.transact` wants it. */
export interface CommandContext {
  /** The `Idempotency-Key` header, else an identity made at the edge (UUIDv7). */
  readonly causedBy: string;
  /** The `Correlation-Id` header, else the trace that the caller is in, else `causedBy`. */
  readonly correlationId: string;
  /** Who was recognised; where nobody has to be, the `Trueque-Actor` header, else `operator`. */
  readonly actor: string;
  /** Versions that `If-Match` names: with any other nothing is to be changed. */
  readonly onlyIf?: readonly string[];
}

const recognised = new WeakMap<FastifyRequest, string>();

/** Says who a request comes from, whatever its headers claim. */
export const recogniseAs = (request: FastifyRequest, actor: string): void => {
  recognised.set(request, actor);
};

/** Who was recognised; empty where nobody has to be. */
export const whoAsks = (request: FastifyRequest): string => recognised.get(request) ?? '';

const ALLOWED = /^[\x21-\x7e]{1,200}$/;

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name.toLowerCase()];
  if (value === undefined) return undefined;
  const text = unquoted(String(value));
  if (ALLOWED.test(text)) return text;
  throw problem(400, 'bad-header', `${name} must be 1 to 200 visible ASCII characters.`);
};

/** What a request and all that follows from it are found by; whatever cannot be kept is passed over. */
export const correlationIdOf = (request: FastifyRequest): string => {
  const { headers } = request;
  const named = [headers['correlation-id'], traceIn(request), headers['idempotency-key']];
  const texts = named.map((each) => unquoted(String(each ?? '')));
  return texts.find((text) => ALLOWED.test(text)) ?? String(request.id);
};

const traceIn = ({ headers }: FastifyRequest): string | undefined =>
  namedIn(headers['traceparent'])?.traceId;

/** The header draft writes the key as a quoted string; both spellings mean the same key. */
const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1');

/** Reads the command context off a request; a header that cannot be kept is refused, 400. */
export const commandContext = (request: FastifyRequest): CommandContext => {
  const causedBy = header(request, 'Idempotency-Key') ?? String(request.id);
  const onlyIf = versionsIn(request.headers['if-match']);
  return {
    ...(onlyIf && { onlyIf }),
    causedBy,
    correlationId: header(request, 'Correlation-Id') ?? traceIn(request) ?? causedBy,
    actor: recognised.get(request) ?? header(request, 'Trueque-Actor') ?? 'operator',
  };
};

/** `@RequestContext() context: CommandContext` in a controller's method. */
export const RequestContext = createParamDecorator(
  (_: unknown, execution: ExecutionContext): CommandContext =>
    commandContext(execution.switchToHttp().getRequest<FastifyRequest>()),
);
