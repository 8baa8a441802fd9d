import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];

/** Routes that need nobody. */
const isOpen = (path: string, method: string): boolean => path === '/sessions' && method !== 'get';

/** What has versions: markets with all that is in them, and single keys. */
const VERSIONED = /^\/(markets|api-keys\/)/;

const header = (name: string, description: string): Parameter => ({
  ...{ name, description, in: 'header', required: false },
  schema: { type: 'string', maxLength: 200 },
});

const KEY = header(
  'Idempotency-Key',
  'Said again under the same key, it has no second effect and the answer of the first time.',
);
const MATCH = header('If-Match', 'Changes nothing unless this is the version of what is changed.');

const problemOf = (description: string) => ({
  description,
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  },
});

const ANYWHERE = {
  '401': problemOf('Nobody is recognised: say who you are.'),
  '403': problemOf('It is not for whoever asks.'),
  '429': problemOf('Too many requests within a minute; `Retry-After` says when to go on.'),
};

const OF_CHANGES = {
  '409': problemOf('The rules refuse it, or a request with this key is being answered.'),
  '412': problemOf('It was changed meanwhile.'),
  '422': problemOf('The content is wrong, or the key came with another content.'),
};

/** What holds for every operation, and for every one that changes something in a market. */
export const toldOfAll = (path: string, method: string, operation: Operation): Operation => {
  const isChange = method !== 'get' && VERSIONED.test(path);
  const named = new Set(
    (operation.parameters ?? []).map((each) => ('name' in each ? each.name : '')),
  );
  const headers = isChange
    ? [KEY, MATCH].filter((each) => 'name' in each && !named.has(each.name))
    : [];
  return {
    ...operation,
    ...(isOpen(path, method) && { security: [] }),
    parameters: [...(operation.parameters ?? []), ...headers],
    responses: { ...ANYWHERE, ...(isChange && OF_CHANGES), ...operation.responses },
  };
};
