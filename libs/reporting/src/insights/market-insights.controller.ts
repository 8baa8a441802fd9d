import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  type AuctionComparison,
  auctionComparisonSchema,
  type DurationCurve,
  durationCurveSchema,
  type EnergySeries,
  energySeriesSchema,
  type Exchanges,
  type Extent,
  exchangesSchema,
  extentSchema,
  linkUsesSchema,
  type Overview,
  overviewSchema,
  type PriceMap,
  priceMapSchema,
  type TradePairs,
  tradePairsSchema,
} from '@trueque/contracts';
import { DataSource } from 'typeorm';
import { ReadSide } from '../api/described.js';
import { ReadModels } from '../api/read-models.js';
import { Answers } from './answers.js';
import { compareAuctions } from './comparison.js';
import { energySeries } from './energy-series.js';
import { exchangesOf, linkUses, tradePairs } from './exchanges.js';
import { extentOf, overview } from './overview.js';
import { durationCurve, priceMap } from './price-maps.js';
import { Scopes } from './scope.js';
import { ComparisonQuery, ScopeQuery } from './scope-query.js';

/** A market over a stretch of delivery: summed up here, so that no page has to fetch it all. */
@ReadSide('Insights')
@Controller('markets/:marketId')
export class MarketInsightsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: Scopes,
    private readonly models: ReadModels,
  ) {}

  @Get('extent')
  @Answers(extentSchema, 'How many are in a market, and when it delivers')
  async extent(@Param('marketId') marketId: string): Promise<Extent> {
    await this.models.market(marketId);
    return extentOf(this.dataSource, marketId);
  }

  @Get('overview')
  @Answers(overviewSchema, 'A market in one look: auctions, energy, money, coverage of meters')
  async overview(
    @Param('marketId') marketId: string,
    @Query() query: ScopeQuery,
  ): Promise<Overview> {
    return overview(this.dataSource, await this.scopes.of(marketId, query));
  }

  @Get('energy')
  @Answers(energySeriesSchema, 'Energy balance and price over time, at most 1000 points')
  async energy(
    @Param('marketId') marketId: string,
    @Query() query: ScopeQuery,
  ): Promise<EnergySeries> {
    return energySeries(this.dataSource, await this.scopes.of(marketId, query));
  }

  @Get('exchanges')
  @Answers(exchangesSchema, 'Energy and money between communities and the main grid')
  async exchanges(
    @Param('marketId') marketId: string,
    @Query() query: ScopeQuery,
  ): Promise<Exchanges> {
    return exchangesOf(this.dataSource, await this.scopes.of(marketId, query));
  }

  @Get('trade-pairs')
  @Answers(tradePairsSchema, 'The largest trades between two peers')
  async tradePairs(
    @Param('marketId') marketId: string,
    @Query() query: ScopeQuery,
  ): Promise<TradePairs> {
    return tradePairs(this.dataSource, await this.scopes.of(marketId, query));
  }

  @Get('links')
  @Answers(linkUsesSchema, 'Contracts and limits, and how much of each was used')
  async links(@Param('marketId') marketId: string, @Query() query: ScopeQuery) {
    return { items: await linkUses(this.dataSource, await this.scopes.of(marketId, query)) };
  }

  @Get('price-map')
  @Answers(priceMapSchema, 'Price by community and time, at most 5000 cells')
  async priceMap(
    @Param('marketId') marketId: string,
    @Query() query: ScopeQuery,
  ): Promise<PriceMap> {
    return priceMap(this.dataSource, await this.scopes.of(marketId, query));
  }

  @Get('price-duration')
  @Answers(durationCurveSchema, 'In which share of periods the price is at least so high')
  async durationCurve(
    @Param('marketId') marketId: string,
    @Query() query: ScopeQuery,
  ): Promise<DurationCurve> {
    return durationCurve(this.dataSource, await this.scopes.of(marketId, query));
  }

  @Get('auction-comparison')
  @Answers(auctionComparisonSchema, 'Two auctions side by side: who wins and who loses')
  async comparison(
    @Param('marketId') marketId: string,
    @Query() { auction, with: other }: ComparisonQuery,
  ): Promise<AuctionComparison> {
    for (const auctionId of [auction, other]) await this.models.auction(marketId, auctionId);
    return compareAuctions(this.dataSource, { marketId, first: auction, second: other });
  }
}
