import { Logger } from '@nestjs/common';
import { requestSeconds } from '@trueque/metrics';
import type { FastifyInstance } from 'fastify';
import { correlationIdOf } from './request-context.js';

/** A request that matched no route: one name for all, since people and scanners try anything. */
const NO_ROUTE = 'none';

const logger = new Logger('Http');

/** Times every request by the route that it matched, and tells of it where somebody wants to hear. */
export const observeRequests = (fastify: FastifyInstance): void => {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? NO_ROUTE;
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    requestSeconds.observe(labels, reply.elapsedTime / 1_000);
    const ms = Math.round(reply.elapsedTime);
    logger.debug({ ...labels, ms, correlationId: correlationIdOf(request) }, 'answered');
    done();
  });
};
