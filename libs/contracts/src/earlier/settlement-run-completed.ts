import { z } from 'zod';
import { earlierShape } from '../event-schema.js';
import { postingSchema, settlementRunSchema } from '../settlement-run.js';

/** Posted nothing on a community's account: no community owned a contract. */
const version1 = settlementRunSchema.extend({
  postings: z.array(
    postingSchema.extend({
      account: z.string().regex(/^(peer|grid|network|congestion|rounding):.+$/),
    }),
  ),
});

export const settlementRunCompletedV1 = earlierShape(version1, settlementRunSchema, (data) => data);
