import type { FastifyRequest } from 'fastify';
import type { Place } from './domain/rule.js';

/** Communities or peers that a request names at a place: one, each of a batch, or nobody. */
export const namedIn =
  (request: FastifyRequest) =>
  ({ in: where, name }: Place): readonly string[] => {
    switch (where) {
      case 'param':
        return textsOf([request.params], name);
      case 'query':
        return textsOf([request.query], name);
      case 'body':
        return textsOf(entriesOf(request.body), name);
    }
  };

/** A body is one thing, a list of them, or NDJSON: the text of one a line. */
const entriesOf = (body: unknown): readonly unknown[] => {
  if (typeof body === 'string') return body.split('\n').filter(isFilled).map(parsed);
  return Array.isArray(body) ? body : [body];
};

const isFilled = (line: string): boolean => line.trim() !== '';

/** A line that cannot be read names nobody, and whoever must name somebody is refused with it. */
const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** An entry that names nobody counts as the empty name: it is nobody's own. */
const textsOf = (entries: readonly unknown[], name: string): readonly string[] => {
  const values = entries.map((entry) => memberOf(entry, name));
  return values.every((value) => value === undefined)
    ? []
    : values.flat().map((value) => (typeof value === 'string' ? value : ''));
};

const memberOf = (entry: unknown, name: string): unknown =>
  typeof entry === 'object' && entry !== null
    ? Object.entries(entry).find(([key]) => key === name)?.[1]
    : undefined;
