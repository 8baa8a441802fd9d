import { z } from 'zod';
import { contractOwnerSchema, contractSchema, identifier } from './case-file.js';
import { instant } from './event-schema.js';

/** Valid for delivery in `[validFrom, validTo)`; open-ended without `validTo`. */
export const contractAgreedSchema = z.strictObject({
  marketId: identifier,
  contractId: identifier,
  contract: contractSchema,
  validFrom: instant,
  validTo: instant.optional(),
  /** Account that is paid the cost of the link: of a peer, a community or a network operator. */
  owner: contractOwnerSchema.optional(),
});
