import { MTUS } from '@trueque/kernel';
import { z } from 'zod';
import { communitySchema, identifier, offerSchema, roleSchema, rulesSchema } from './case-file.js';
import { contractAgreedSchema } from './contract-agreed.js';
import { contractAgreedV1 } from './earlier/contract-agreed.js';
import { meterReadingsRecordedV1 } from './earlier/meter-readings-recorded.js';
import { offerWithdrawnV1 } from './earlier/offer-withdrawn.js';
import { declareEvents, type EventsOf, instant, sha256 } from './event-schema.js';
import { lifeShapes } from './life/life-shapes.js';
import { meterReadingsSchema } from './meter-readings.js';
import { offerWithdrawnSchema } from './offer-withdrawn.js';

const marketId = identifier;
const auctionId = identifier;

/** What intake says: the market's life until the gate closes, and the meters afterwards. */
export const offersEvents = declareEvents('offers.v1')({
  MarketOpened: z.strictObject({
    marketId,
    name: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    mtu: z.enum(MTUS),
    rules: rulesSchema,
  }),
  CommunityRegistered: z.strictObject({ marketId, community: communitySchema }),
  PeerRegistered: z.strictObject({
    marketId,
    peerId: identifier,
    communityId: identifier,
    /** The role an offer has when it names none. */
    role: roleSchema,
  }),
  ContractAgreed: { data: contractAgreedSchema, earlier: [contractAgreedV1] },
  ContractEnded: z.strictObject({ marketId, contractId: identifier, validTo: instant }),
  /**
   * The price at which the main grid serves communities that could not be cleared together. The last one
   * said before a gate closes holds for that auction.
   */
  FallbackPriceSet: z.strictObject({
    marketId,
    /** Currency per kWh. */
    price: z.number().nonnegative(),
  }),
  AuctionScheduled: z.strictObject({
    marketId,
    auctionId,
    /** Delivery starts, UTC. */
    start: instant,
    mtu: z.enum(MTUS),
    periods: z.int().min(1),
    gateClosesAt: instant,
    rules: rulesSchema,
    currency: z.string(),
  }),
  OfferSubmitted: z.strictObject({
    marketId,
    auctionId,
    offerId: identifier,
    peerId: identifier,
    offer: offerSchema,
  }),
  OfferAmended: z.strictObject({
    marketId,
    auctionId,
    offerId: identifier,
    peerId: identifier,
    offer: offerSchema,
  }),
  /** By its peer; or at the gate, because its credit or the limits of prices do not carry it. */
  OfferWithdrawn: { data: offerWithdrawnSchema, earlier: [offerWithdrawnV1] },
  /**
   * The book is shut. `bookDigest` is the SHA-256 of the canonical JSON of the standing offers,
   * `[{offerId, peerId, offer}]` sorted by peer id: whoever clears must hold exactly these.
   */
  GateClosed: z.strictObject({
    marketId,
    auctionId,
    closedAt: instant,
    offersCount: z.int().nonnegative(),
    bookDigest: sha256,
  }),
  /** Who stands behind a peer, by a random reference: what identifies a person is in the vault alone. */
  PersonRegistered: z.strictObject({ marketId, personId: z.uuid(), peerId: identifier }),
  /** The person's key is deleted: nobody can read any more who that was. */
  PersonErased: z.strictObject({ marketId, personId: z.uuid() }),
  MeterReadingsRecorded: { data: meterReadingsSchema, earlier: [meterReadingsRecordedV1] },
  ...lifeShapes,
});

export type OffersEvent = EventsOf<typeof offersEvents>;
