import { earlierShape } from '../event-schema.js';
import { statementSchema } from '../statement.js';

/** Did not say how far its reading can be trusted. */
const version1 = statementSchema.omit({ quality: true });

export const statementIssuedV1 = earlierShape(version1, statementSchema, (data) => ({
  ...data,
  quality: null,
}));
