import {
  communitySchema,
  contractSchema,
  identifier,
  rulesSchema,
  storageSchema,
} from '@trueque/contracts';
import { MTUS } from '@trueque/kernel';
import { z } from 'zod';

const price = z.union([
  z.number(),
  z.strictObject({
    /** Id of an imported price series. */
    series: z.string(),
    times: z.number().default(1),
    plus: z.number().default(0),
  }),
]);

/**
 * How metered history becomes the offers that peers would have made: `trueque-offers/1`. Forecasts
 * are what was metered, so an auction is as good as a market could have been. Power in kW, energy in
 * kWh, prices in currency/kWh.
 */
export const offersPolicySchema = z.strictObject({
  format: z.literal('trueque-offers/1').default('trueque-offers/1'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: z.string().describe('Auctions are local days of this zone.'),
  mtu: z.enum(MTUS),
  rules: rulesSchema.default({
    structure: 'hybrid',
    tradeCost: 'export',
    pricing: 'marginal',
    shortage: 'reject',
  }),
  communities: z
    .strictObject({
      assign: z.record(identifier, identifier).default({}).describe('Peer to its community.'),
      size: z
        .int()
        .min(1)
        .default(10)
        .describe('Peers that are not assigned form communities of so many, in order of id.'),
      limits: z.array(communitySchema).default([]),
    })
    .default({ assign: {}, size: 10, limits: [] }),
  home: z
    .strictObject({
      generationCost: z.number().nonnegative().default(0),
      exportCost: z.number().nonnegative().default(0.03),
      missing: z
        .enum(['leave-out', 'zero'])
        .default('leave-out')
        .describe('A home with a gap in the day makes no offer, or 0 in the gap.'),
    })
    .default({ generationCost: 0, exportCost: 0.03, missing: 'leave-out' }),
  batteries: z
    .strictObject({
      every: z.int().min(1).optional().describe('Every so many-th home has the battery.'),
      battery: storageSchema.optional(),
      peers: z.record(identifier, storageSchema).default({}),
    })
    .default({ peers: {} }),
  grid: z.strictObject({
    peerId: identifier.default('grid'),
    communityId: identifier.default('main-grid'),
    powerKw: z.number().positive().default(1000),
    sells: price,
    buys: z.number().optional(),
  }),
  contracts: z.array(contractSchema).default([]),
});

export type OffersPolicy = z.infer<typeof offersPolicySchema>;
