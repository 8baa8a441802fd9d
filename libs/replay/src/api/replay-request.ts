import { invalidBody } from '@trueque/http';
import { z } from 'zod';
import { scenarioSchema } from '../rules/scenario.js';

/** What to replay; without rules as it was, where every hash must be the recorded one. */
export const replayRequestSchema = z.strictObject({
  from: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  to: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  rules: scenarioSchema.optional(),
});

export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/** The body of a request; throws a problem that names every field that is not as expected. */
export const replayRequestOf = (body: unknown): ReplayRequest => {
  const parsed = replayRequestSchema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw invalidBody(
    parsed.error.issues.map(({ path, message }) => ({
      pointer: path.map((part) => `/${String(part)}`).join(''),
      detail: message,
    })),
  );
};

/** The body as OpenAPI describes it. */
export const replayRequestJsonSchema = (): object => {
  const { $schema: _, ...schema } = z.toJSONSchema(replayRequestSchema, { io: 'input' });
  return schema;
};
