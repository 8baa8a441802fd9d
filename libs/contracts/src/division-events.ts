import { z } from 'zod';
import { clearingCaseSchema, identifier } from './case-file.js';
import { declareEvents, type EventsOf } from './event-schema.js';

const auction = { marketId: identifier, auctionId: identifier };
const district = { ...auction, district: z.int().nonnegative() };

/** Currency per kWh, a number a period. */
const hubPrices = z.array(z.number());

/**
 * The least cost of exporting to the hub, between the community's limits: from `fromKwh` (imports are below
 * zero) on, each segment costs its slope a kWh.
 */
export const netExportCurveSchema = z.strictObject({
  fromKwh: z.number(),
  slopes: z.array(z.number()),
  widthsKwh: z.array(z.number()),
});

const communityCurvesSchema = z.strictObject({
  communityId: identifier,
  /** By period. */
  curves: z.array(netExportCurveSchema),
});

const communityDispatchSchema = z.strictObject({
  communityId: identifier,
  /** In the order of the community's own programme; `null` where the hub's balance decides it. */
  flowKwh: z.array(z.number()).nullable(),
});

/** What clearing processes tell one another when several of them clear one huge market. */
export const divisionEvents = declareEvents('clearings.v1')({
  /** The communities of an auction are cleared in so many districts; its book ends at `gatePosition`. */
  MarketDivided: z.strictObject({
    ...auction,
    districtsCount: z.int().min(1),
    gatePosition: z.int().min(1),
  }),
  /** A district's communities with their offers, as a case of its own. */
  DistrictFormed: z.strictObject({ ...district, file: clearingCaseSchema }),
  /** What the district's communities would export at which price. */
  CurvesDrawn: z.strictObject({ ...district, communities: z.array(communityCurvesSchema) }),
  /** All curves met: what a kWh is worth at the hub. */
  HubPriced: z.strictObject({ ...auction, hubPrices }),
  /** The same, told to a district. */
  HubPriceTold: z.strictObject({ ...district, hubPrices }),
  /** Each community dispatched its own peers at that price. */
  DistrictDispatched: z.strictObject({
    ...district,
    communities: z.array(communityDispatchSchema),
  }),
  /** A district cannot do its part. */
  DistrictStopped: z.strictObject({ ...district, reason: z.string() }),
  /** What the market knows of its districts. */
  DistrictReported: z.strictObject({ ...district, step: z.enum(['curves', 'dispatch']) }),
  /** The market is cleared in one piece after all. */
  DivisionGivenUp: z.strictObject({ ...auction, reason: z.string() }),
});

export type DivisionEvent = EventsOf<typeof divisionEvents>;
