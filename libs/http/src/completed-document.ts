import type { OpenAPIObject } from '@nestjs/swagger';
import { inDialect } from './schema-dialect.js';
import { toldOfAll } from './told-of-all.js';

type Paths = OpenAPIObject['paths'];
type PathItem = Paths[string];
type Operation = NonNullable<PathItem['get']>;
type Parameters = NonNullable<Operation['parameters']>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const SCHEMAS = '#/components/schemas/';

/**
 * What follows from the rest and nobody has to write down: every name in a path is a parameter, and
 * every operation may answer with a problem. References to what is not described are left out.
 */
export const completed = (document: OpenAPIObject): OpenAPIObject => {
  const known = new Set(Object.keys(document.components?.schemas ?? {}));
  const paths = Object.entries(document.paths).map(([path, item]) => [
    path,
    Object.fromEntries(
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation
          ? [[method, toldOfAll(path, method, completedOperation(path, operation))]]
          : [];
      }),
    ),
  ]);
  const complete = { ...document, paths: Object.fromEntries(paths) as Paths };
  return inDialect(withoutDangling(complete, known));
};

const completedOperation = (path: string, operation: Operation): Operation => {
  const parameters = operation.parameters ?? [];
  return {
    ...operation,
    parameters: [...missingIn(path, parameters), ...parameters],
    responses: {
      ...repeatable(operation.responses),
      default: operation.responses['default'] ?? PROBLEM,
    },
  };
};

/** What was so already is answered 200 where it would have been 201. */
const repeatable = (responses: Operation['responses']): Operation['responses'] => {
  const created = responses['201'];
  return created === undefined || '200' in responses
    ? responses
    : { ...responses, '200': { ...created, description: 'It was so already: nothing was added.' } };
};

const missingIn = (path: string, parameters: Parameters): Parameters => {
  const described = new Set(parameters.map((each) => ('name' in each ? each.name : '')));
  return [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !described.has(name))
    .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
};

const PROBLEM = {
  description: 'What is wrong, with a stable code and the way out.',
  content: { 'application/problem+json': { schema: { $ref: `${SCHEMAS}Problem` } } },
};

const withoutDangling = <Value>(value: Value, known: ReadonlySet<string>): Value =>
  JSON.parse(
    JSON.stringify(value, (key, member: unknown) => {
      const isDangling =
        key === '$ref' &&
        typeof member === 'string' &&
        member.startsWith(SCHEMAS) &&
        !known.has(member.slice(SCHEMAS.length));
      return isDangling ? undefined : member;
    }),
  ) as Value;
