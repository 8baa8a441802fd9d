import {
  identifier,
  type MarketRules,
  offerSchema,
  offersEvents,
  rulesSchema,
} from '@trueque/contracts';
import { type Mtu, MTUS } from '@trueque/kernel';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import type { OfferDraft } from '../domain/auction-command.js';
import { AUCTION_PERIODS_MAX } from '../domain/delivery.js';
import type { Metered } from '../domain/readings.decider.js';
import { instantInput } from './market-bodies.js';
import { Maybe, Shaped } from './shaped.js';

/** An offer without a role has the one that its peer is registered with. */
export const offerDraftSchema = offerSchema.partial({ role: true });

/** Delivery ends at `end`, or after `periods`: one of the two. */
export class ScheduleAuctionBody {
  @Shaped(identifier)
  auctionId!: string;

  @Shaped(instantInput)
  start!: string;

  @Maybe()
  @Shaped(instantInput)
  end?: string;

  @Maybe()
  @IsInt()
  @Min(1)
  @Max(AUCTION_PERIODS_MAX)
  periods?: number;

  /** Without it the auction is open from now on. */
  @Maybe()
  @Shaped(instantInput)
  opensAt?: string;

  @Shaped(instantInput)
  gateClosesAt!: string;

  /** That of the market where it is not given. */
  @Maybe()
  @IsIn(MTUS)
  mtu?: Mtu;

  /** Those of the market where they are not given. */
  @Maybe()
  @Shaped(rulesSchema)
  rules?: MarketRules;
}

export class OfferBody {
  /** One that is made of auction and peer where it is not given. */
  @Maybe()
  @Shaped(identifier)
  offerId?: string;

  @Shaped(identifier)
  peerId!: string;

  @Shaped(offerDraftSchema)
  offer!: OfferDraft;
}

/** Ids may be repeated from the offer; they cannot be changed. */
export class AmendOfferBody {
  @Maybe()
  @Shaped(identifier)
  offerId?: string;

  @Maybe()
  @Shaped(identifier)
  peerId?: string;

  @Shaped(offerDraftSchema)
  offer!: OfferDraft;
}

export class RecordReadingsBody {
  /** Per peer, Wh, one value for each period of the auction; null where the meter told nothing. */
  @Shaped(offersEvents.MeterReadingsRecorded.data.shape.readings)
  readings!: Metered[];

  /** Take the sound readings and report the others, instead of refusing all. */
  @Maybe()
  @IsBoolean()
  soundOnly?: boolean;
}
