import { z } from 'zod';
import { problem } from './problem.js';
import { escapePointer } from './validation.js';

/** A body of the declared shape, or the 422 that names every fault with its JSON pointer. */
export const parsedBody = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.infer<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    pointer: path.map((step) => `/${escapePointer(String(step))}`).join(''),
    detail: message,
  }));
  throw problem(422, 'invalid-content', `${errors.length} fields are not as expected.`, errors);
};

/** The same shape for the API's document. */
export const openApiOf = (schema: z.ZodType): object => ({
  ...z.toJSONSchema(schema, { io: 'input' }),
  $schema: undefined,
});
