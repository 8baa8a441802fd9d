import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { problem } from './problem.js';

/** Control characters, and halves of characters: nothing here has such a name. */
const NO_NAME = /[\p{Cc}\p{Cs}]/u;

/** Answers 404 to a path that names what cannot be: no controller has to think of it. */
export class NameablePaths implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const params: object = context.switchToHttp().getRequest<FastifyRequest>().params ?? {};
    const wrong = Object.entries(params).find(([, value]) => NO_NAME.test(String(value)));
    if (wrong === undefined) return true;
    throw problem(
      404,
      'not-found',
      `Nothing has the ${wrong[0]} ${JSON.stringify(wrong[1])}: names are without control characters.`,
    );
  }
}
