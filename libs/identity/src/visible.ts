import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isStillKnown, principalOf } from './access.guard.js';
import { visibleMarkets, type VisibleMarkets } from './domain/access.js';

/**
 * `@Visible() visible: VisibleMarkets | undefined` in a controller's method: the markets that it may
 * tell the asker of; undefined in a process without identities, where everybody sees everything.
 */
export const Visible = createParamDecorator(
  (_: unknown, execution: ExecutionContext): VisibleMarkets | undefined => {
    const principal = principalOf(execution.switchToHttp().getRequest<FastifyRequest>());
    return principal && visibleMarkets(principal);
  },
);

/** `@StillKnown() isStillKnown: () => Promise<boolean>` where an answer goes on and on. */
export const StillKnown = createParamDecorator((_: unknown, execution: ExecutionContext) => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return () => isStillKnown(request);
});
