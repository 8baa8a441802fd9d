import type { FastifyInstance } from 'fastify';

/** Routes that take things in bulk; every other body says one thing. */
const BULK = /\/(offers|readings|meter-days\/:date)$/;
const ONE_THING_BYTES_MAX = 1024 * 1024;

/** Reads no more of a body than its route can mean: what is longer is answered with 413. */
export const boundBodies = (fastify: FastifyInstance): void => {
  fastify.addHook('onRoute', (route) => {
    if (!BULK.test(route.url)) route.bodyLimit ??= ONE_THING_BYTES_MAX;
  });
};
