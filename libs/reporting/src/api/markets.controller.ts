import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Page } from '@trueque/http';
import { Visible, type VisibleMarkets } from '@trueque/identity';
import { AuctionRow } from '../rows/auction.row.js';
import { MarketNoticeRow } from '../rows/market-notice.row.js';
import { CommunityRow, ContractRow, MarketRow, PeerRow } from '../rows/market.row.js';
import { AuctionBalanceRow, BalanceRow } from '../rows/summary.row.js';
import { AnswersOne, AnswersPage, ReadSide } from './described.js';
import { BalancesQuery, ListQuery, PeersQuery, SearchQuery } from './list-query.js';
import { ReadModels } from './read-models.js';

/** Who is in a market and what its auctions came to. */
@ReadSide('Results')
@Controller('markets')
export class MarketsController {
  constructor(private readonly models: ReadModels) {}

  @Get()
  @AnswersPage(MarketRow, 'Markets')
  markets(
    @Query() { limit, cursor }: ListQuery,
    @Visible() visible: VisibleMarkets | undefined,
  ): Promise<Page<MarketRow>> {
    const { marketIds, tenant } = visible ?? {};
    const among = marketIds && { field: 'marketId' as const, values: marketIds };
    return this.models.page(MarketRow, {
      where: { tenant },
      limit,
      cursor,
      ...(among && { among }),
    });
  }

  @Get(':marketId')
  @AnswersOne(MarketRow, 'One market')
  market(@Param('marketId') marketId: string): Promise<MarketRow> {
    return this.models.market(marketId);
  }

  @Get(':marketId/communities')
  @AnswersPage(CommunityRow, 'Communities of a market')
  communities(
    @Param('marketId') marketId: string,
    @Query() { search, ...page }: SearchQuery,
  ): Promise<Page<CommunityRow>> {
    const containing = { field: 'communityId', text: search } as const;
    return this.models.ofMarket(marketId, CommunityRow, { where: {}, containing, ...page });
  }

  @Get(':marketId/peers')
  @AnswersPage(PeerRow, 'Peers of a market')
  peers(
    @Param('marketId') marketId: string,
    @Query() { community, role, search, ...page }: PeersQuery,
  ): Promise<Page<PeerRow>> {
    const where = { communityId: community, role };
    const containing = { field: 'peerId', text: search } as const;
    return this.models.ofMarket(marketId, PeerRow, { where, containing, ...page });
  }

  @Get(':marketId/contracts')
  @AnswersPage(ContractRow, 'Contracts of a market')
  contracts(
    @Param('marketId') marketId: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<Page<ContractRow>> {
    return this.models.ofMarket(marketId, ContractRow, { where: {}, limit, cursor });
  }

  @Get(':marketId/auctions')
  @AnswersPage(AuctionRow, 'Auctions of a market, by start of delivery')
  auctions(
    @Param('marketId') marketId: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<Page<AuctionRow>> {
    const orderBy = ['start'] as const;
    return this.models.ofMarket(marketId, AuctionRow, { where: {}, orderBy, limit, cursor });
  }

  @Get(':marketId/market-notices')
  @AnswersPage(
    MarketNoticeRow,
    'What the market tells everybody, numbered without gaps; the latest first',
  )
  notices(
    @Param('marketId') marketId: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<Page<MarketNoticeRow>> {
    return this.models.ofMarket(marketId, MarketNoticeRow, {
      where: {},
      limit,
      cursor,
      latest: true,
    });
  }

  @Get(':marketId/balances')
  @AnswersPage(BalanceRow, 'What each account is owed or owes; the sum over all accounts is zero')
  balances(
    @Param('marketId') marketId: string,
    @Query() { auction, limit, cursor }: BalancesQuery,
  ): Promise<Page<BalanceRow | AuctionBalanceRow>> {
    if (auction === undefined)
      return this.models.ofMarket(marketId, BalanceRow, { where: {}, limit, cursor });
    const path = { marketId, auctionId: auction };
    return this.models.ofAuction(path, AuctionBalanceRow, { where: {}, limit, cursor });
  }
}
