import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { etagOf } from '@trueque/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import { map, type Observable } from 'rxjs';

/**
 * Names what is answered by its digest, so that whoever has it already is told so: 304. What has a
 * revision is named by it first, which is what `If-Match` is held against.
 */
@Injectable()
export class EntityTags implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(map((answer: unknown) => tagged(answer, request, reply)));
  }
}

const tagged = (answer: unknown, request: FastifyRequest, reply: FastifyReply): unknown => {
  const digest = hash('sha256', JSON.stringify(answer), 'base64url');
  const tag = etagOf(hasRevision(answer) ? `${answer.revision}-${digest}` : digest);
  void reply.header('ETag', tag).header('Cache-Control', 'no-cache').header('Vary', 'Accept');
  if (!names(request.headers['if-none-match'], tag)) return answer;
  void reply.status(304);
  return undefined;
};

const hasRevision = (answer: unknown): answer is { readonly revision: number } =>
  typeof answer === 'object' && answer !== null && 'revision' in answer;

const names = (ifNoneMatch: string | undefined, tag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((named) => named.trim() === tag || named.trim() === '*');
