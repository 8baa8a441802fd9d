import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { problem } from './problem.js';

/** Where a command comes from, as `store.transact` wants it. */
export interface CommandContext {
  /** The `Idempotency-Key` header, else an identity made at the edge (UUIDv7). */
  readonly causedBy: string;
  /** The `Correlation-Id` header, else `causedBy`. */
  readonly correlationId: string;
  /** Who was recognised; where nobody has to be, the `Trueque-Actor` header, else `operator`. */
  readonly actor: string;
}

const recognised = new WeakMap<FastifyRequest, string>();

/** Says who a request comes from, whatever its headers claim. */
export const recogniseAs = (request: FastifyRequest, actor: string): void => {
  recognised.set(request, actor);
};

const ALLOWED = /^[\x21-\x7e]{1,200}$/;

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name.toLowerCase()];
  if (value === undefined) return undefined;
  // The header draft writes the key as a quoted string; both spellings mean the same key.
  const text = String(value).replace(/^"(.*)"$/, '$1');
  if (ALLOWED.test(text)) return text;
  throw problem(400, 'bad-header', `${name} must be 1 to 200 visible ASCII characters.`);
};

export const correlationIdOf = (request: FastifyRequest): string => {
  const value = request.headers['correlation-id'];
  return typeof value === 'string' && ALLOWED.test(value) ? value : String(request.id);
};

/** Reads the command context off a request; a header that cannot be kept is refused, 400. */
export const commandContext = (request: FastifyRequest): CommandContext => {
  const causedBy = header(request, 'Idempotency-Key') ?? String(request.id);
  return {
    causedBy,
    correlationId: header(request, 'Correlation-Id') ?? causedBy,
    actor: recognised.get(request) ?? header(request, 'Trueque-Actor') ?? 'operator',
  };
};

/** `@RequestContext() context: CommandContext` in a controller's method. */
export const RequestContext = createParamDecorator(
  (_: unknown, execution: ExecutionContext): CommandContext =>
    commandContext(execution.switchToHttp().getRequest<FastifyRequest>()),
);
