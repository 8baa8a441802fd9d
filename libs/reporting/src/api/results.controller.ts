import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Page } from '@trueque/http';
import { AuctionRow } from '../rows/auction.row.js';
import { FlowRow, PriceRow, ScheduleRow, TradePeriodRow } from '../rows/period.row.js';
import {
  CommunityEnergyRow,
  ExchangeRow,
  MarketEnergyRow,
  PeerEnergyRow,
} from '../rows/summary.row.js';
import { AuctionParams } from './auction-params.js';
import { AnswersOne, AnswersPage, ReadSide } from './described.js';
import { CommunityQuery, ListQuery, PeerQuery, TradesQuery } from './list-query.js';
import { ReadModels } from './read-models.js';
import type { Either } from './read-rows.js';

/** What an auction came to: its proof, prices, energy and trades. */
@ReadSide('Results')
@Controller('markets/:marketId/auctions/:auctionId')
export class ResultsController {
  constructor(private readonly models: ReadModels) {}

  @Get()
  @AnswersOne(AuctionRow, 'One auction: how far it came, how it was proven, or why it failed')
  auction(@Param() { marketId, auctionId }: AuctionParams): Promise<AuctionRow> {
    return this.models.auction(marketId, auctionId);
  }

  @Get('prices')
  @AnswersPage(PriceRow, 'Price of each community and period, with the band of optimal prices')
  prices(
    @Param() path: AuctionParams,
    @Query() { community, ...page }: CommunityQuery,
  ): Promise<Page<PriceRow>> {
    return this.models.ofAuction(path, PriceRow, { where: { communityId: community }, ...page });
  }

  @Get('schedules')
  @AnswersPage(ScheduleRow, 'What each peer is to do in each period')
  schedules(
    @Param() path: AuctionParams,
    @Query() { community, peer, ...page }: PeerQuery,
  ): Promise<Page<ScheduleRow>> {
    const where = { communityId: community, peerId: peer };
    return this.models.ofAuction(path, ScheduleRow, { where, ...page });
  }

  @Get('trades')
  @AnswersPage(TradePeriodRow, 'Trades: a row per trade and period in which its energy flows')
  trades(
    @Param() path: AuctionParams,
    @Query() { seller, buyer, peer, community, ...page }: TradesQuery,
  ): Promise<Page<TradePeriodRow>> {
    const where = { sellerId: seller, buyerId: buyer };
    const either: readonly Either<TradePeriodRow>[] = [
      { fields: ['sellerId', 'buyerId'], value: peer },
      { fields: ['sellerCommunityId', 'buyerCommunityId'], value: community },
    ];
    return this.models.ofAuction(path, TradePeriodRow, { where, either, ...page });
  }

  @Get('flows')
  @AnswersPage(FlowRow, 'Flows between communities, period by period')
  flows(@Param() path: AuctionParams, @Query() page: ListQuery): Promise<Page<FlowRow>> {
    return this.models.ofAuction(path, FlowRow, { where: {}, ...page });
  }

  @Get('exchanges')
  @AnswersPage(
    ExchangeRow,
    'Energy and money between communities and the main grid, in all periods',
  )
  exchanges(@Param() path: AuctionParams, @Query() page: ListQuery): Promise<Page<ExchangeRow>> {
    return this.models.ofAuction(path, ExchangeRow, { where: {}, ...page });
  }

  @Get('energy')
  @AnswersPage(MarketEnergyRow, 'Energy balance of the whole market, period by period')
  energy(@Param() path: AuctionParams, @Query() page: ListQuery): Promise<Page<MarketEnergyRow>> {
    return this.models.ofAuction(path, MarketEnergyRow, { where: {}, ...page });
  }

  @Get('communities')
  @AnswersPage(CommunityEnergyRow, 'Energy balance of each community, period by period')
  communities(
    @Param() path: AuctionParams,
    @Query() { community, ...page }: CommunityQuery,
  ): Promise<Page<CommunityEnergyRow>> {
    const where = { communityId: community };
    return this.models.ofAuction(path, CommunityEnergyRow, { where, ...page });
  }

  @Get('peers')
  @AnswersPage(PeerEnergyRow, 'What each peer generates, buys and sells, in all periods')
  peers(
    @Param() path: AuctionParams,
    @Query() { community, peer, ...page }: PeerQuery,
  ): Promise<Page<PeerEnergyRow>> {
    const where = { communityId: community, peerId: peer };
    return this.models.ofAuction(path, PeerEnergyRow, { where, ...page });
  }
}
