import { z } from 'zod';
import { auctionClearedSchema } from '../auction-cleared.js';
import { earlierShape } from '../event-schema.js';

/** Said who solved, but not what it was told: without its options nobody can solve as it did. */
const version1 = auctionClearedSchema.extend({
  solver: z.strictObject({ name: z.string(), version: z.string() }),
});

export const auctionClearedV1 = earlierShape(version1, auctionClearedSchema, (data) => ({
  ...data,
  solver: { ...data.solver, options: null },
}));
