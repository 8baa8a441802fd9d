import type { ApiPropertyOptions } from '@nestjs/swagger';
import type { CaseContract, MarketRules } from '@trueque/contracts';
import { Entity } from 'typeorm';
import { Count, Document, Instant, Word } from './column.js';

@Entity({ schema: 'reporting', name: 'markets' })
export class MarketRow {
  @Word('Identifies the market.', { primary: true }) marketId!: string;
  @Word('Tenant whose operator opened it.') tenant!: string;
  @Word('What people call it.') name!: string;
  @Word('ISO 4217 code that all its money is in.') currency!: string;
  @Word('IANA zone whose midnights bound its days.') timeZone!: string;
  @Word('Market time unit, ISO 8601.') mtu!: string;
  @Document('Rules of new auctions.') rules!: MarketRules;
  @Instant('When it was opened.') openedAt!: string;
  @Count('Counts its changes; the first part of its ETag.') revision!: number;
}

const limitKw: ApiPropertyOptions = {
  oneOf: [{ type: 'number' }, { type: 'array', items: { type: 'number' } }],
  nullable: true,
};

@Entity({ schema: 'reporting', name: 'communities' })
export class CommunityRow {
  @Word('Market of the community.', { primary: true }) marketId!: string;
  @Word('Identifies the community.', { primary: true }) communityId!: string;
  @Document('Greatest import, kW: one number or one per period; null without a limit.', limitKw)
  importLimitKw!: number | readonly number[] | null;
  @Document('Greatest export, kW: one number or one per period; null without a limit.', limitKw)
  exportLimitKw!: number | readonly number[] | null;
}

@Entity({ schema: 'reporting', name: 'peers' })
export class PeerRow {
  @Word('Market of the peer.', { primary: true }) marketId!: string;
  @Word('Identifies the peer.', { primary: true }) peerId!: string;
  @Word('Community it belongs to.') communityId!: string;
  @Word('consumer, prosumer, producer or grid, where an offer names no role.') role!: string;
}

@Entity({ schema: 'reporting', name: 'contracts' })
export class ContractRow {
  @Word('Market of the contract.', { primary: true }) marketId!: string;
  @Word('Identifies the contract.', { primary: true }) contractId!: string;
  @Word('Community or peer that sells under it.') fromId!: string;
  @Word('Community or peer that buys under it.') toId!: string;
  @Document('What was agreed: export cost or surcharge (currency per kWh), capacity (kW), loss.')
  contract!: CaseContract;
  @Word('Account that is paid the cost of the link; null where nobody is named.', {
    nullable: true,
  })
  owner!: string | null;
  @Instant('First delivery it covers.') validFrom!: string;
  @Instant('AuctionDelivery from here on is not covered; null while open-ended.', {
    nullable: true,
  })
  validTo!: string | null;
}
