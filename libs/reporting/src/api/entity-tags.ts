import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { etagOf } from '@trueque/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { map, type Observable } from 'rxjs';

/** Names what is answered by its digest, so that whoever has it already is told so: 304. */
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
  const tag = etagOf(createHash('sha256').update(JSON.stringify(answer)).digest('base64url'));
  void reply.header('ETag', tag).header('Cache-Control', 'no-cache').header('Vary', 'Accept');
  if (!names(request.headers['if-none-match'], tag)) return answer;
  void reply.status(304);
  return undefined;
};

const names = (ifNoneMatch: string | undefined, tag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((named) => named.trim() === tag || named.trim() === '*');
