import { z } from 'zod';
import { identifier } from '../case-file.js';
import { earlierShape } from '../event-schema.js';
import { rulePackSchema } from '../rule-pack.js';

const version3 = z.strictObject({ marketId: identifier, pack: rulePackSchema });

/** A silent meter of an auction could not be taken at what was cleared. */
const version2 = version3.extend({
  pack: rulePackSchema.extend({
    estimation: z.array(z.enum(['same-day-last-week', 'average-of-four-weeks', 'profile', 'zero'])),
  }),
});

/** Had no ladder with a profile. */
const version1 = z.strictObject({
  marketId: identifier,
  pack: rulePackSchema.omit({ profile: true }).extend({
    estimation: z.array(z.enum(['same-day-last-week', 'average-of-four-weeks', 'zero'])),
  }),
});

export const rulePackAdoptedV1 = earlierShape(version1, version2, (data) => data);
export const rulePackAdoptedV2 = earlierShape(version2, version3, (data) => data);
