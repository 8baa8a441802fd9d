import { z } from 'zod';

/** A scalar stands for the same value in every period; an array has one value per period. */
export const perPeriod = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item)]);

/**
 * The same of what cannot be negative. Nearly all that an offer says are such rows: a look at each
 * number tells that all is well in a tenth of the time, and what is not so plain the schema judges.
 */
export const amountPerPeriod = (amount: z.ZodNumber) => {
  const schema = perPeriod(amount);
  return new Glanced(schema.def) as typeof schema;
};

/** Made by a constructor, so that it survives `describe` and `meta`, which make a schema anew. */
const Glanced = z.core.$constructor<z.ZodUnion>('Glanced', (schema, def) => {
  z.ZodUnion.init(schema, def);
  const { parse } = schema._zod;
  schema._zod.parse = (payload, context) =>
    isPlain(payload.value) ? payload : parse(payload, context);
});

const isPlain = (value: unknown): boolean => {
  if (!Array.isArray(value)) return isAmount(value);
  // Holes included, which `every` would pass over.
  for (let at = 0; at < value.length; at += 1) if (!isAmount(value[at])) return false;
  return true;
};

const isAmount = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && value < Infinity;
