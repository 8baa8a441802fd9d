import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  type MeritOrder,
  meritOrderSchema,
  type PeerBill,
  peerBillSchema,
  type PeerTotalsPage,
  peerTotalsPageSchema,
} from '@trueque/contracts';
import { problem } from '@trueque/http';
import { DataSource } from 'typeorm';
import { AuctionParams } from '../api/auction-params.js';
import { ReadSide } from '../api/described.js';
import { isIdentifier, ReadModels } from '../api/read-models.js';
import { PeerRow } from '../rows/market.row.js';
import { Answers } from './answers.js';
import { meritOrder } from '../merit-order/merit-order.js';
import { peerBill } from './peer-bill.js';
import { peerTotals } from './peer-totals.js';
import { Scopes } from './scope.js';
import { PeerTotalsQuery, PeriodQuery, ScopeQuery } from './scope-query.js';

/** What peers offered, got, and owe. */
@ReadSide('Insights')
@Controller('markets/:marketId')
export class PeerInsightsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: Scopes,
    private readonly models: ReadModels,
  ) {}

  @Get('peer-totals')
  @Answers(peerTotalsPageSchema, 'What each peer generates, buys and sells, cleared and metered')
  async totals(
    @Param('marketId') marketId: string,
    @Query() query: PeerTotalsQuery,
  ): Promise<PeerTotalsPage> {
    return peerTotals(this.dataSource, await this.scopes.of(marketId, query), query);
  }

  @Get('peers/:peerId/bill')
  @Answers(peerBillSchema, "A peer's money, from what the grid alone would cost to the total")
  async bill(
    @Param('marketId') marketId: string,
    @Param('peerId') peerId: string,
    @Query() query: ScopeQuery,
  ): Promise<PeerBill> {
    const scope = await this.scopes.of(marketId, query);
    const { currency } = await this.models.market(marketId);
    const peer = isIdentifier(peerId)
      ? await this.models.find(PeerRow, { marketId, peerId })
      : null;
    if (peer === null) throw peerUnknown(marketId, peerId);
    return peerBill(this.dataSource, scope, { peerId, communityId: peer.communityId, currency });
  }

  @Get('auctions/:auctionId/merit-order')
  @Answers(meritOrderSchema, 'Offers of one period by cost and value, and the price they met at')
  async meritOrder(
    @Param() { marketId, auctionId }: AuctionParams,
    @Query() { period = 0, community = undefined }: PeriodQuery,
  ): Promise<MeritOrder> {
    const auction = await this.models.auction(marketId, auctionId);
    if (period >= auction.periods) throw periodUnknown(auctionId, auction.periods);
    if (community !== undefined) await this.models.community(marketId, community);
    return meritOrder(this.dataSource, { auction, period, community: community ?? null });
  }
}

const peerUnknown = (marketId: string, peerId: string) =>
  problem(
    404,
    'peer-unknown',
    `Market ${marketId} has no peer ${peerId}. GET /markets/${marketId}/peers lists those there are.`,
  );

const periodUnknown = (auctionId: string, periods: number) =>
  problem(404, 'period-unknown', `Auction ${auctionId} has periods 0 to ${periods - 1}.`);
