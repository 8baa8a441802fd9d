import { Injectable } from '@nestjs/common';
import { identifier } from '@trueque/contracts';
import { type Page, problem } from '@trueque/http';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { AuctionRow } from '../rows/auction.row.js';
import { CommunityRow, MarketRow } from '../rows/market.row.js';
import { readAll, readPage, type RowsRequest } from './read-rows.js';

/** What was asked for in the path and is not there is answered 404, with the list that has it. */
@Injectable()
export class ReadModels {
  constructor(private readonly dataSource: DataSource) {}

  page<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    request: RowsRequest<Row>,
  ): Promise<Page<Row>> {
    return readPage(this.dataSource, entity, request);
  }

  find<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    where: Partial<Row>,
  ): Promise<Row | null> {
    return this.dataSource.getRepository(entity).findOneBy(where);
  }

  /** All rows, in the order of their key: only for what belongs to one thing. */
  all<Row extends ObjectLiteral>(entity: EntityTarget<Row>, where: Partial<Row>): Promise<Row[]> {
    return readAll(this.dataSource, entity, where);
  }

  async market(marketId: string): Promise<MarketRow> {
    const market = isIdentifier(marketId) ? await this.find(MarketRow, { marketId }) : null;
    if (market !== null) return market;
    throw problem(
      404,
      'market-unknown',
      `No market is called ${marketId}. GET /markets lists those there are.`,
    );
  }

  async auction(marketId: string, auctionId: string): Promise<AuctionRow> {
    await this.market(marketId);
    const auction = isIdentifier(auctionId)
      ? await this.find(AuctionRow, { marketId, auctionId })
      : null;
    if (auction !== null) return auction;
    throw problem(
      404,
      'auction-unknown',
      `Market ${marketId} has no auction ${auctionId}. GET /markets/${marketId}/auctions lists those there are.`,
    );
  }

  async community(marketId: string, communityId: string): Promise<CommunityRow> {
    const community = isIdentifier(communityId)
      ? await this.find(CommunityRow, { marketId, communityId })
      : null;
    if (community !== null) return community;
    throw problem(
      404,
      'community-unknown',
      `Market ${marketId} has no community ${communityId}. GET /markets/${marketId}/communities lists those there are.`,
    );
  }

  /** A page of what a market has. */
  async ofMarket<Row extends ObjectLiteral & { marketId: string }>(
    marketId: string,
    entity: EntityTarget<Row>,
    request: RowsRequest<Row>,
  ): Promise<Page<Row>> {
    await this.market(marketId);
    return this.page(entity, { ...request, where: { ...request.where, marketId } });
  }

  /** A page of what an auction has; empty while it is not cleared or settled. */
  async ofAuction<Row extends ObjectLiteral & { marketId: string; auctionId: string }>(
    { marketId, auctionId }: AuctionPath,
    entity: EntityTarget<Row>,
    request: RowsRequest<Row>,
  ): Promise<Page<Row>> {
    await this.auction(marketId, auctionId);
    return this.page(entity, { ...request, where: { ...request.where, marketId, auctionId } });
  }
}

export interface AuctionPath {
  readonly marketId: string;
  readonly auctionId: string;
}

export const isIdentifier = (text: string): boolean => identifier.safeParse(text).success;
