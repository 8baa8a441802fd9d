import { z } from 'zod';
import { earlierShape } from '../event-schema.js';
import { statementLineSchema, statementSchema } from '../statement.js';

/** Had no line for the owner of a contract, and one quality for all lines. */
const version2 = statementSchema.extend({
  lines: z.array(
    statementLineSchema
      .omit({ quality: true })
      .extend({ kind: z.enum(['purchase', 'sale', 'deviation-short', 'deviation-long']) }),
  ),
});

/** Did not say how far its reading can be trusted. */
const version1 = version2.omit({ quality: true });

export const statementIssuedV1 = earlierShape(version1, version2, (data) => ({
  ...data,
  quality: null,
}));

export const statementIssuedV2 = earlierShape(version2, statementSchema, (data) => ({
  ...data,
  lines: data.lines.map((line) => ({ ...line, quality: data.quality })),
}));
