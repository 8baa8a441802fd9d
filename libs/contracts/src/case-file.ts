import { MTUS } from '@trueque/kernel';
import { z } from 'zod';

/**
 * `trueque-case/1`: one auction as a file. This declaration is the only one; the JSON Schema in
 * `docs/schemas` is generated from it. Power in kW, energy in kWh, prices in currency per kWh.
 * What one field alone can say is here; what needs two fields is in `case-rules.ts`.
 */
const amount = z.number().nonnegative();

/** A scalar stands for the same value in every period; an array has one value per period. */
const perPeriod = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item)]);

export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, '1 to 64 letters, digits, or . _ : -');

export const ROLES = ['consumer', 'prosumer', 'producer', 'grid'] as const;
export const roleSchema = z.enum(ROLES);

const stepSchema = z.strictObject({ power: perPeriod(amount), cost: perPeriod(amount) });

export const generationSchema = z.union([
  z.strictObject({
    min: perPeriod(amount).optional(),
    max: perPeriod(amount),
    cost: perPeriod(amount),
  }),
  z.strictObject({ min: perPeriod(amount).optional(), steps: z.array(stepSchema).min(1) }),
]);

export const bidSchema = z.strictObject({ power: perPeriod(amount), value: perPeriod(amount) });

const efficiency = z.number().gt(0).max(1);

export const storageSchema = z.strictObject({
  capacity: amount,
  min: amount.optional(),
  initial: amount,
  final: z.union([amount, z.enum(['initial', 'free'])]),
  charge: perPeriod(amount),
  discharge: perPeriod(amount),
  chargeEfficiency: efficiency.optional(),
  dischargeEfficiency: efficiency.optional(),
  cost: perPeriod(amount).optional(),
});

/** What one peer submits for one auction. */
export const offerSchema = z.strictObject({
  role: perPeriod(roleSchema),
  generation: generationSchema.optional(),
  exportCost: perPeriod(amount).optional(),
  load: perPeriod(amount).optional(),
  bids: z.array(bidSchema).optional(),
  storage: storageSchema.optional(),
});

export const peerSchema = z.strictObject({
  id: identifier,
  community: identifier,
  ...offerSchema.shape,
});

export const communitySchema = z.strictObject({
  id: identifier,
  importLimit: perPeriod(amount).optional(),
  exportLimit: perPeriod(amount).optional(),
});

/** `exportCost` replaces the seller's; `surcharge` (may be negative) adds to it: one of the two. */
export const contractSchema = z.strictObject({
  from: identifier,
  to: identifier,
  exportCost: perPeriod(amount).optional(),
  surcharge: perPeriod(z.number()).optional(),
  capacity: perPeriod(amount).optional(),
  loss: perPeriod(z.number().min(0).lt(1)).optional(),
});

export const rulesSchema = z.strictObject({
  structure: z.enum(['p2p', 'community', 'hybrid']),
  tradeCost: z.union([
    z.literal('export'),
    z.literal('seller-cost'),
    z.strictObject({ uniform: amount }),
  ]),
  pricing: z.enum(['marginal', 'pay-as-offered', 'uniform']),
  shortage: z.union([z.literal('reject'), z.strictObject({ curtailAt: amount })]),
});

export const caseFileSchema = z.strictObject({
  format: z.literal('trueque-case/1'),
  name: z.string().optional(),
  note: z.string().optional(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as EUR'),
  start: z.iso.datetime({ offset: true }),
  mtu: z.enum(MTUS),
  periods: z.int().min(1).max(10_000),
  rules: rulesSchema,
  communities: z.array(communitySchema).min(1),
  contracts: z.array(contractSchema).default([]),
  peers: z.array(peerSchema).min(1),
});

export type Role = z.infer<typeof roleSchema>;
export type Generation = z.infer<typeof generationSchema>;
export type Storage = z.infer<typeof storageSchema>;
export type Offer = z.infer<typeof offerSchema>;
export type CasePeer = z.infer<typeof peerSchema>;
export type CaseCommunity = z.infer<typeof communitySchema>;
export type CaseContract = z.infer<typeof contractSchema>;
export type MarketRules = z.infer<typeof rulesSchema>;
export type CaseFile = z.infer<typeof caseFileSchema>;
