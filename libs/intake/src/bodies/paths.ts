import { identifier } from '@trueque/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { Shaped } from './shaped.js';

/** Ids in paths. */
export class MarketPath {
  @ApiProperty()
  @Shaped(identifier)
  marketId!: string;
}

export class ContractPath extends MarketPath {
  @ApiProperty()
  @Shaped(identifier)
  contractId!: string;
}

export class AuctionPath extends MarketPath {
  @ApiProperty()
  @Shaped(identifier)
  auctionId!: string;
}

export class OfferPath extends AuctionPath {
  @ApiProperty()
  @Shaped(identifier)
  offerId!: string;
}
