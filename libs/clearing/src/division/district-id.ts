import type { RecordedEvent } from '@trueque/event-store';
import { identifier } from '@trueque/contracts';
import { z } from 'zod';
import type { DistrictId } from '../domain/division/district.decider.js';

/** All that is read of an event whose data may be long, and were checked when it came. */
const idSchema = z.object({ marketId: identifier, auctionId: identifier, district: z.int() });

export const districtIdOf = ({ data }: RecordedEvent): DistrictId => idSchema.parse(data);
