import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { etagOf } from './etag.js';

interface Told {
  readonly revision: number;
  /** Of a command: `repeated` where it came before. */
  readonly status?: string;
}

class VersionedAnswer {
  constructor(
    readonly answer: unknown,
    readonly told: Told,
  ) {}
}

/** An answer with the revision of what it tells, for `ETag`: what a controller returns. */
export const versioned = (answer: unknown, told: Told): unknown =>
  new VersionedAnswer(answer, told);

/** Says that a command came before, and that this is the answer of then. */
export const tellReplayed = (reply: FastifyReply, status: string | undefined): void => {
  if (status === 'repeated') void reply.header('Idempotency-Replayed', 'true');
};

/** Puts the version of an answer into its headers. */
@Injectable()
export class VersionedAnswers implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((answer) => unwrapped(answer, reply)));
  }
}

const unwrapped = (answer: unknown, reply: FastifyReply): unknown => {
  if (!(answer instanceof VersionedAnswer)) return answer;
  const { revision, status } = answer.told;
  tellReplayed(reply, status);
  void reply.header('ETag', etagOf(revision));
  return answer.answer;
};
