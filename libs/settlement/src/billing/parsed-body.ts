import { escapePointer, problem } from '@trueque/http';
import type { z } from 'zod';

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
