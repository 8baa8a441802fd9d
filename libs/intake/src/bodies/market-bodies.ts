import {
  type CaseCommunity,
  type CaseContract,
  communitySchema,
  contractOwnerSchema,
  contractSchema,
  identifier,
  type MarketRules,
  offersEvents,
  type Role,
  roleSchema,
  rulesSchema,
} from '@trueque/contracts';
import { type Mtu, MTUS } from '@trueque/kernel';
import { IsIn, IsISO4217CurrencyCode, IsString, IsTimeZone, Length } from 'class-validator';
import { z } from 'zod';
import { Maybe, Shaped } from './shaped.js';

/** RFC 3339 with `Z` or an offset. */
export const instantInput = z.iso.datetime({ offset: true });

const limit = communitySchema.shape;
const terms = contractSchema.shape;

export class OpenMarketBody {
  @Shaped(identifier)
  marketId!: string;

  /** For people. */
  @IsString()
  @Length(1, 200)
  name!: string;

  @IsISO4217CurrencyCode()
  currency!: string;

  /** IANA name; local days are days of this zone. */
  @IsTimeZone()
  timeZone!: string;

  @IsIn(MTUS)
  mtu!: Mtu;

  @Shaped(rulesSchema)
  rules!: MarketRules;
}

export class RegisterCommunityBody {
  @Shaped(identifier)
  communityId!: string;

  /** kW. */
  @Maybe()
  @Shaped(limit.importLimit)
  importLimit?: CaseCommunity['importLimit'];

  /** kW. */
  @Maybe()
  @Shaped(limit.exportLimit)
  exportLimit?: CaseCommunity['exportLimit'];
}

export class RegisterPeerBody {
  @Shaped(identifier)
  peerId!: string;

  @Shaped(identifier)
  communityId!: string;

  /** The role of its offers that name none. */
  @Shaped(roleSchema)
  role!: Role;
}

/** `exportCost` or `surcharge`: one of the two. */
export class AgreeContractBody {
  @Shaped(identifier)
  contractId!: string;

  /** A community or a peer. */
  @Shaped(identifier)
  from!: string;

  /** A community or a peer. */
  @Shaped(identifier)
  to!: string;

  @Maybe()
  @Shaped(terms.exportCost)
  exportCost?: CaseContract['exportCost'];

  @Maybe()
  @Shaped(terms.surcharge)
  surcharge?: CaseContract['surcharge'];

  /** kW. */
  @Maybe()
  @Shaped(terms.capacity)
  capacity?: CaseContract['capacity'];

  /** Share of the energy sent that does not arrive. */
  @Maybe()
  @Shaped(terms.loss)
  loss?: CaseContract['loss'];

  @Shaped(instantInput)
  validFrom!: string;

  /** Without it the contract holds until it is ended. */
  @Maybe()
  @Shaped(instantInput)
  validTo?: string;

  /** Account that is paid the cost of the link: of a peer, a community or a network operator. */
  @Maybe()
  @Shaped(contractOwnerSchema)
  owner?: string;
}

export class SetFallbackPriceBody {
  /** Currency per kWh. */
  @Shaped(offersEvents.FallbackPriceSet.data.shape.price)
  price!: number;
}

export class EndContractBody {
  /** The contract holds for delivery before this instant. */
  @Shaped(instantInput)
  validTo!: string;
}
