import { z } from 'zod';
import { auctionClearedSchema } from '../auction-cleared.js';
import { earlierShape } from '../event-schema.js';

/** Did not say on which rung: there was only one. */
const version2 = auctionClearedSchema.omit({ rung: true });

/** Said who solved, but not what it was told: without its options nobody can solve as it did. */
const version1 = version2.extend({
  solver: z.strictObject({ name: z.string(), version: z.string() }),
});

export const auctionClearedV1 = earlierShape(version1, version2, (data) => ({
  ...data,
  solver: { ...data.solver, options: null },
}));

export const auctionClearedV2 = earlierShape(version2, auctionClearedSchema, (data) => ({
  ...data,
  rung: 'first' as const,
}));
