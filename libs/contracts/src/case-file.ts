import { MTUS } from '@trueque/kernel';
import { z } from 'zod';
import { amountPerPeriod, perPeriod } from './per-period.js';

/**
 * `trueque-case/1`: one auction as a file. This declaration is the only one; the JSON Schema in
 * `docs/schemas` is generated from it. Power in kW, energy in kWh, prices in currency per kWh.
 * What one field alone can say is here; what needs two fields is in `case-rules.ts`.
 */
const amount = z.number().nonnegative();
const power = amount.meta({ unit: 'kW' });
const energy = amount.meta({ unit: 'kWh' });
const price = amount.meta({ unit: 'currency/kWh' });

export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, '1 to 64 letters, digits, or . _ : -')
  .describe('an id of 1 to 64 letters, digits, or . _ : -, first a letter or a digit');

export const ROLES = ['consumer', 'prosumer', 'producer', 'grid'] as const;
export const roleSchema = z.enum(ROLES);

const stepSchema = z
  .strictObject({
    power: amountPerPeriod(power).describe('Power of the step.'),
    cost: amountPerPeriod(price).describe('Cost of what it generates.'),
  })
  .meta({ title: 'Step of an offer' });

const leastGeneration = amountPerPeriod(power)
  .optional()
  .describe('Must-run generation; 0 where it is not given.');

export const generationSchema = z
  .union([
    z
      .strictObject({
        min: leastGeneration,
        max: amountPerPeriod(power).describe('Generation offered at most.'),
        cost: amountPerPeriod(price).describe('Cost of what is generated.'),
      })
      .meta({ title: 'Generation at one cost' }),
    z
      .strictObject({ min: leastGeneration, steps: z.array(stepSchema).min(1) })
      .meta({ title: 'Generation in steps' }),
  ])
  .meta({ title: 'Generation' });

export const bidSchema = z
  .strictObject({
    power: amountPerPeriod(power).describe('Demand that is met only if it is worth its price.'),
    value: amountPerPeriod(price).describe('What the peer would pay for it at most.'),
  })
  .meta({ title: 'Elastic demand' });

const efficiency = z.number().gt(0).max(1);

export const storageSchema = z
  .strictObject({
    capacity: energy.describe('Energy it can hold.'),
    min: energy.optional().describe('Energy it never falls below; 0 where it is not given.'),
    initial: energy.describe('Energy it holds when delivery starts.'),
    final: z
      .union([energy, z.enum(['initial', 'free'])])
      .describe('Energy it holds at the end at least; "initial" for what it started with.'),
    charge: amountPerPeriod(power).describe('Power it takes in at most.'),
    discharge: amountPerPeriod(power).describe('Power it gives back at most.'),
    chargeEfficiency: efficiency.optional().describe('Share of what is taken in that is stored.'),
    dischargeEfficiency: efficiency.optional().describe('Share of what is stored that comes out.'),
    cost: amountPerPeriod(price).optional().describe('Wear, for each kWh given back.'),
  })
  .meta({ title: 'Storage' });

/** What one peer submits for one auction. */
export const offerSchema = z.strictObject({
  role: perPeriod(roleSchema).describe('What the peer is in the market.'),
  generation: generationSchema.optional(),
  exportCost: amountPerPeriod(price)
    .optional()
    .describe('Cost of sending a kWh to another community, where no contract says otherwise.'),
  load: amountPerPeriod(power).optional().describe('Demand that must be met.'),
  bids: z.array(bidSchema).optional(),
  storage: storageSchema.optional(),
});

export const peerSchema = z
  .strictObject({ id: identifier, community: identifier, ...offerSchema.shape })
  .meta({ title: 'Peer' });

export const communitySchema = z
  .strictObject({
    id: identifier,
    importLimit: amountPerPeriod(power).optional().describe('Import into the community at most.'),
    exportLimit: amountPerPeriod(power).optional().describe('Export out of the community at most.'),
  })
  .meta({ title: 'Community' });

/** `exportCost` replaces the seller's; `surcharge` (may be negative) adds to it: one of the two. */
export const contractSchema = z
  .strictObject({
    from: identifier,
    to: identifier,
    exportCost: amountPerPeriod(price).optional().describe("Replaces the seller's export cost."),
    surcharge: perPeriod(z.number().meta({ unit: 'currency/kWh' }))
      .optional()
      .describe("Adds to the seller's export cost; may be negative."),
    capacity: amountPerPeriod(power).optional().describe('Power sent under the contract at most.'),
    loss: perPeriod(z.number().min(0).lt(1))
      .optional()
      .describe('Share of the energy sent that does not arrive.'),
  })
  .meta({ title: 'Contract' });

/** The account of a peer, of a community or of a network operator. */
export const contractOwnerSchema = z
  .string()
  .regex(
    /^(peer|community|network):\S+$/,
    'an account such as peer:P3, community:C2 or network:dso',
  );

/** Who owns a contract is a matter of money: clearing does not ask. */
export const ownedContractSchema = contractSchema
  .extend({
    owner: contractOwnerSchema
      .optional()
      .describe('Account that is paid the cost of the link, such as community:C2.'),
  })
  .meta({ title: 'Contract' });

export const rulesSchema = z
  .strictObject({
    structure: z.enum(['p2p', 'community', 'hybrid']).describe('Which exchanges exist.'),
    tradeCost: z
      .union([z.literal('export'), z.literal('seller-cost'), z.strictObject({ uniform: price })])
      .describe('What an exchange costs beyond generation.'),
    pricing: z.enum(['marginal', 'pay-as-offered', 'uniform']).describe('How trades are priced.'),
    shortage: z
      .union([z.literal('reject'), z.strictObject({ curtailAt: price })])
      .describe('Fail, or curtail load at this value, where supply is short.'),
  })
  .meta({ title: 'Market rules' });

/** What clearing asks of a market: a case file without who owns its contracts. */
const clearingCase = z.strictObject({
  format: z.literal('trueque-case/1'),
  name: z.string().optional(),
  note: z.string().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as EUR')
    .describe('an ISO 4217 code such as EUR'),
  start: z.iso
    .datetime({ offset: true })
    .describe('an RFC 3339 date and time with its offset, such as 2026-01-31T00:00:00-05:00'),
  mtu: z.enum(MTUS).describe('Length of one period.'),
  periods: z.int().min(1).max(10_000).describe('Number of periods.'),
  rules: rulesSchema,
  communities: z.array(communitySchema).min(1),
  contracts: z.array(contractSchema).default([]),
  peers: z.array(peerSchema).min(1),
});

const caseFileWords = {
  title: 'trueque case file',
  description:
    'One auction as a file. Power in kW, energy in kWh, prices in currency/kWh. Where a single value or an array is allowed, a single value holds in every period and an array has one value per period.',
};

export const clearingCaseSchema = clearingCase.meta(caseFileWords);
export const caseFileSchema = clearingCase
  .extend({ contracts: z.array(ownedContractSchema).default([]) })
  .meta(caseFileWords);

export type Role = z.infer<typeof roleSchema>;
export type Generation = z.infer<typeof generationSchema>;
export type Storage = z.infer<typeof storageSchema>;
export type Offer = z.infer<typeof offerSchema>;
export type CasePeer = z.infer<typeof peerSchema>;
export type CaseCommunity = z.infer<typeof communitySchema>;
export type CaseContract = z.infer<typeof contractSchema>;
export type MarketRules = z.infer<typeof rulesSchema>;
export type CaseFile = z.infer<typeof caseFileSchema>;
