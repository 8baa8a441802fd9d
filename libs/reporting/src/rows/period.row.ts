import { Entity } from 'typeorm';
import { Count, Instant, Whole, Word } from './column.js';

/** Which period of which auction: what the rows of a result have in common. */
abstract class AuctionPeriodRow {
  @Word('Market of the auction.', { primary: true }) marketId!: string;
  @Word('Auction that made it.', { primary: true }) auctionId!: string;
  @Count('Index of the period within the auction, from 0.', { primary: true }) period!: number;
}

abstract class PeriodRow extends AuctionPeriodRow {
  @Instant('Start of the period, UTC.') start!: string;
}

@Entity({ schema: 'reporting', name: 'prices' })
export class PriceRow extends PeriodRow {
  @Word('Community whose price it is.', { primary: true }) communityId!: string;
  @Whole('The price, 10⁻⁶ currency per kWh: midpoint of the two bounds.')
  priceMicrosPerKwh!: number;
  @Whole('Least optimal price, 10⁻⁶ currency per kWh.') leastPriceMicrosPerKwh!: number;
  @Whole('Greatest optimal price, 10⁻⁶ currency per kWh.') greatestPriceMicrosPerKwh!: number;
}

@Entity({ schema: 'reporting', name: 'schedules' })
export class ScheduleRow extends PeriodRow {
  @Word('Peer that is to do it.', { primary: true }) peerId!: string;
  @Word('Community of the peer.') communityId!: string;
  @Whole('Energy generated, Wh.') generationWh!: number;
  @Whole('Energy bought, from members of its own community too, Wh.') importsWh!: number;
  @Whole('Energy sold, to members of its own community too, Wh.') exportsWh!: number;
  @Whole('Energy put into storage, Wh.') chargeWh!: number;
  @Whole('Energy taken from storage, Wh.') dischargeWh!: number;
  @Whole('Energy in storage at the end of the period, Wh.') storedWh!: number;
  @Whole('Energy that must be supplied, Wh.') loadWh!: number;
  @Whole('Load and elastic demand that is met, Wh.') servedWh!: number;
}

@Entity({ schema: 'reporting', name: 'flows' })
export class FlowRow extends PeriodRow {
  @Word('Community that sends.', { primary: true }) fromCommunityId!: string;
  @Word('Community that receives.', { primary: true }) toCommunityId!: string;
  @Whole('Energy, Wh. Periods without a flow have no row.') energyWh!: number;
}

@Entity({ schema: 'reporting', name: 'trades' })
export class TradeRow extends AuctionPeriodRow {
  @Word('The trade; it has one row for each period in which energy flows.', { primary: true })
  tradeId!: string;
  @Word('Peer that sells.') sellerId!: string;
  @Word('Peer that buys.') buyerId!: string;
  @Word('Community of the seller.') sellerCommunityId!: string;
  @Word('Community of the buyer.') buyerCommunityId!: string;
  @Word('Contract it was made under, from→to; null without one.', { nullable: true })
  contract!: string | null;
  @Word('Price rule: marginal, pay-as-offered or uniform.') rule!: string;
  @Whole('Energy that the buyer receives, Wh.') energyWh!: number;
  @Whole('Energy that the seller sends, Wh: more than received where the link loses some.')
  sentWh!: number;
  @Whole('What the buyer pays, 10⁻⁶ currency per kWh received.') buyerPriceMicrosPerKwh!: number;
  @Whole('What the seller gets, 10⁻⁶ currency per kWh sent.') sellerPriceMicrosPerKwh!: number;
  @Whole('Cost of the link, 10⁻⁶ currency per kWh sent.') linkCostMicrosPerKwh!: number;
}

/** A view: a trade's event does not say when its periods start, its auction does. */
@Entity({ schema: 'reporting', name: 'trade_periods' })
export class TradePeriodRow extends TradeRow {
  @Instant('Start of the period, UTC.') start!: string;
}
