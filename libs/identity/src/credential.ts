import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';

/** Where a browser keeps the key it signed in with. */
export const SESSION_COOKIE = 'trueque_session';

/** What a request shows: `Authorization: Bearer …`, else the cookie of a browser that signed in. */
export const credentialOf = (request: FastifyRequest): string | undefined => {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && value) return value;
  return request.cookies[SESSION_COOKIE] || undefined;
};
