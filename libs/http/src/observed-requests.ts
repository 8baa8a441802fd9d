import { requestSeconds } from '@trueque/metrics';
import type { FastifyInstance } from 'fastify';

/** A request that matched no route: one name for all, since people and scanners try anything. */
const NO_ROUTE = 'none';

/** Times every request by the route that it matched. */
export const observeRequests = (fastify: FastifyInstance): void => {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? NO_ROUTE;
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    requestSeconds.observe(labels, reply.elapsedTime / 1_000);
    done();
  });
};
