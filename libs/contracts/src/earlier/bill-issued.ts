import { z } from 'zod';
import { billLineSchema, billSchema } from '../bill.js';
import { earlierShape } from '../event-schema.js';

/** Its lines did not say how far their readings can be trusted. */
const version1 = billSchema.extend({ lines: z.array(billLineSchema.omit({ qualityWh: true })) });

export const billIssuedV1 = earlierShape(version1, billSchema, (data) => ({
  ...data,
  lines: data.lines.map((line) => ({ ...line, qualityWh: null })),
}));
