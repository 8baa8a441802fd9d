import { z } from 'zod';
import { CREDIT_OBJECTIONS } from '../credit-events.js';
import { earlierShape } from '../event-schema.js';
import { offerWithdrawnSchema } from '../offer-withdrawn.js';

/** Knew no limits of prices. */
const version1 = offerWithdrawnSchema.extend({ because: z.enum(CREDIT_OBJECTIONS).optional() });

export const offerWithdrawnV1 = earlierShape(version1, offerWithdrawnSchema, (data) => data);
