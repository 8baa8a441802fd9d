import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import { problem } from './problem.js';

/** More requests within a minute are answered with 429 until it is over. */
export interface RateBounds {
  /** From one address, whoever asks. */
  readonly addressPerMinuteMax: number;
  /** With one key, token or session, from wherever. */
  readonly keyPerMinuteMax: number;
}

const MINUTE_MS = 60_000;

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
  { addressPerMinuteMax, keyPerMinuteMax }: RateBounds,
): Promise<void> => {
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT },
    crossOriginEmbedderPolicy: false,
  });
  await app.register(rateLimit, {
    max: addressPerMinuteMax,
    timeWindow: MINUTE_MS,
    allowList: ({ url }) => url?.startsWith('/health/') ?? false,
    errorResponseBuilder: (_request, { after, max }) => tooMany(max, 'from this address', after),
  });
  boundKeys(app.getHttpAdapter().getInstance(), keyPerMinuteMax);
};

/** What a request shows stands for who asks, whether or not it is accepted. */
const boundKeys = (fastify: FastifyInstance, max: number): void => {
  const keyGenerator = (request: FastifyRequest) => hash('sha256', shownIn(request) ?? '');
  const bound = fastify.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator });
  fastify.addHook('onRequest', async (request, reply) => {
    if (shownIn(request) === undefined) return;
    const limit = await bound(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    void reply.header('Retry-After', limit.ttlInSeconds);
    throw tooMany(max, 'with this key', `${limit.ttlInSeconds} seconds`);
  });
};

const shownIn = ({ headers }: FastifyRequest): string | undefined =>
  headers.authorization ?? headers.cookie;

const tooMany = (max: number, from: string, after: string) =>
  problem(
    429,
    'too-many-requests',
    `More than ${max} requests came ${from} within a minute. Go on in ${after}, or send offers in bulk.`,
  );
