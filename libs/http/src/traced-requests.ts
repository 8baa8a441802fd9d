import { isTracing, requestSpan, type RequestSpan } from '@trueque/tracing';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { correlationIdOf } from './request-context.js';

/** A span for every request that matched a route, around all that its controller waits for. */
export const traceRequests = (fastify: FastifyInstance): void => {
  if (!isTracing()) return;
  const spans = new WeakMap<FastifyRequest, RequestSpan>();
  // After the body was read: what is under way is lost across a stream that somebody else began.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const { headers, method, routeOptions } = request;
    const route = routeOptions.url ?? '';
    const correlationId = correlationIdOf(request);
    const span = requestSpan({ method, route, correlationId, traceparent: headers['traceparent'] });
    spans.set(request, span);
    span.within(done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    spans.get(request)?.end(reply.statusCode);
    done();
  });
};
