import { contractAgreedSchema } from '../contract-agreed.js';
import { earlierShape } from '../event-schema.js';

/** Did not say who owns the contract. */
const version1 = contractAgreedSchema.omit({ owner: true });

export const contractAgreedV1 = earlierShape(version1, contractAgreedSchema, (data) => data);
