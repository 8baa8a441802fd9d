import { z } from 'zod';
import { earlierShape, energyWh } from '../event-schema.js';
import { meteredSchema, meterReadingsSchema } from '../meter-readings.js';

/** Every reading was whole. */
const version1 = meterReadingsSchema.extend({
  readings: z.array(
    meteredSchema.extend({ importWh: z.array(energyWh), exportWh: z.array(energyWh) }),
  ),
});

export const meterReadingsRecordedV1 = earlierShape(version1, meterReadingsSchema, (data) => data);
