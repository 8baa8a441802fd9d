import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { problem } from './problem.js';

export interface Hardening {
  /** More of them from one address are answered with 429 until the minute is over. */
  readonly requestsPerMinuteMax: number;
}

/**
 * What a page of ours may load: itself. The solver is WebAssembly and runs in a worker; charts set
 * styles on their elements.
 */
const CONTENT = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  workerSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/**
 * Headers that keep other pages out, and a bound on what one caller may ask. No page of another
 * origin may read an answer: without a CORS header browsers refuse it, and none is ever sent.
 */
export const harden = async (
  app: NestFastifyApplication,
  { requestsPerMinuteMax }: Hardening,
): Promise<void> => {
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT },
    crossOriginEmbedderPolicy: false,
  });
  await app.register(rateLimit, {
    max: requestsPerMinuteMax,
    timeWindow: '1 minute',
    allowList: ({ url }) => url?.startsWith('/health/') ?? false,
    errorResponseBuilder: (_request, { after, max }) =>
      problem(
        429,
        'too-many-requests',
        `More than ${max} requests came from this address within a minute. Go on in ${after}, or send offers in bulk.`,
      ),
  });
};
