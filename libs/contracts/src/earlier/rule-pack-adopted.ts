import { z } from 'zod';
import { identifier } from '../case-file.js';
import { earlierShape } from '../event-schema.js';
import { rulePackSchema } from '../rule-pack.js';

/** Had no ladder with a profile. */
const version1 = z.strictObject({
  marketId: identifier,
  pack: rulePackSchema.omit({ profile: true }).extend({
    estimation: z.array(z.enum(['same-day-last-week', 'average-of-four-weeks', 'zero'])),
  }),
});

const version2 = z.strictObject({ marketId: identifier, pack: rulePackSchema });

export const rulePackAdoptedV1 = earlierShape(version1, version2, (data) => data);
