type Json = Readonly<Record<string, unknown>>;

/**
 * Schemas in the dialect of OpenAPI 3.1: null is a type of its own, and what is not a keyword of JSON
 * Schema has an `x-` before it. Decorators write `nullable`, as 3.0 had it.
 */
export const inDialect = <Value>(value: Value): Value => translated(value) as Value;

const translated = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(translated);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, translated(member)]);
  return withNull(withUnit(Object.fromEntries(members) as Json));
};

const withUnit = (schema: Json): Json => {
  const { unit, ...rest } = schema;
  return typeof unit === 'string' ? { ...rest, 'x-unit': unit } : schema;
};

const withNull = (schema: Json): Json => {
  if (typeof schema['nullable'] !== 'boolean') return schema;
  const { nullable, ...rest } = schema;
  if (!nullable) return rest;
  const { enum: known, type } = rest;
  if (Array.isArray(known))
    return { ...rest, type: [type, 'null'], enum: [...(known as readonly unknown[]), null] };
  if (type !== undefined) return { ...rest, type: [type, 'null'] };
  const { description, ...shape } = rest;
  return { anyOf: [shape, { type: 'null' }], ...(description !== undefined && { description }) };
};
