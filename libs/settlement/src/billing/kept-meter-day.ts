import type { MeterDay } from '@trueque/contracts';
import { z } from 'zod';

const series = z.custom<MeterDay['importWh']>((value) => value === null || Array.isArray(value));

/**
 * `MeterDayRecorded` as it lies in the store, which took it only in its declared shape: so that a
 * month of readings is not checked value by value once more whenever it is settled.
 */
export const keptMeterDay = z.object({
  date: z.string(),
  readings: z.array(
    z.object({
      peerId: z.string(),
      importWh: series,
      exportWh: series,
      quality: z.enum(['measured', 'estimated', 'substituted']),
    }),
  ),
});
