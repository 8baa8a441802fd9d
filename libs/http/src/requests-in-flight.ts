import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { finalize, type Observable } from 'rxjs';
import { problem } from './problem.js';
import { whoAsks } from './request-context.js';

/**
 * Whoever sends a request again while the first one is being decided is told so, 409: the answer is
 * not there yet. Another process does not know of it; there the event store sees to it that the
 * command has one effect.
 */
@Injectable()
export class RequestsInFlight implements NestInterceptor {
  private readonly names = new Set<string>();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const name = nameOf(context);
    if (name === undefined) return next.handle();
    if (this.names.has(name)) throw inFlight();
    this.names.add(name);
    return next.handle().pipe(finalize(() => this.names.delete(name)));
  }
}

/** Who asks what under which key; undefined where nothing is changed, or no key is given. */
const nameOf = (context: ExecutionContext): string | undefined => {
  if (context.getType() !== 'http') return undefined;
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method === 'GET') return undefined;
  return [whoAsks(request), request.method, request.url, String(key)].join('\n');
};

const inFlight = () =>
  problem(
    409,
    'request-in-flight',
    'A request with this Idempotency-Key is being answered. Ask again in a moment.',
  );
