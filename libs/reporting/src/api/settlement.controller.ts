import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { type Page, problem } from '@trueque/http';
import { PostingRow, StatementLineRow, StatementRow } from '../rows/settlement.row.js';
import { AuctionParams, StatementParams } from './auction-params.js';
import { AnswersOne, AnswersPage, ReadSide } from './described.js';
import { ListQuery, PeerQuery } from './list-query.js';
import { isIdentifier, ReadModels } from './read-models.js';

/** A statement with all its lines. */
export class Statement extends StatementRow {
  @ApiProperty({ type: [StatementLineRow] }) lines!: readonly StatementLineRow[];
}

/** Who owes what, by the latest settlement run of an auction. */
@ReadSide('Settlement')
@Controller('markets/:marketId/auctions/:auctionId')
export class SettlementController {
  constructor(private readonly models: ReadModels) {}

  @Get('statements')
  @AnswersPage(StatementRow, 'Latest statement of each peer')
  statements(
    @Param() path: AuctionParams,
    @Query() { community, peer, ...page }: PeerQuery,
  ): Promise<Page<StatementRow>> {
    const where = { communityId: community, peerId: peer };
    return this.models.ofAuction(path, StatementRow, { where, ...page });
  }

  @Get('statements/:peerId')
  @AnswersOne(Statement, 'Latest statement of a peer, with its lines')
  async statement(@Param() { peerId, ...path }: StatementParams): Promise<Statement> {
    await this.models.auction(path.marketId, path.auctionId);
    const statement = isIdentifier(peerId)
      ? await this.models.find(StatementRow, { ...path, peerId })
      : null;
    if (statement === null) throw statementUnknown(path.auctionId, peerId);
    const lines = await this.models.all(StatementLineRow, { ...path, peerId });
    return { ...statement, lines };
  }

  @Get('statements/:peerId/lines')
  @AnswersPage(StatementLineRow, "Lines of a peer's latest statement")
  lines(
    @Param() { peerId, ...path }: StatementParams,
    @Query() page: ListQuery,
  ): Promise<Page<StatementLineRow>> {
    const where = { peerId: isIdentifier(peerId) ? peerId : '' };
    return this.models.ofAuction(path, StatementLineRow, { where, ...page });
  }

  @Get('postings')
  @AnswersPage(PostingRow, 'Postings of the latest settlement run; they sum to zero')
  postings(@Param() path: AuctionParams, @Query() page: ListQuery): Promise<Page<PostingRow>> {
    return this.models.ofAuction(path, PostingRow, { where: {}, ...page });
  }
}

const statementUnknown = (auctionId: string, peerId: string) =>
  problem(
    404,
    'statement-unknown',
    `Auction ${auctionId} has no statement for peer ${peerId}: it is not settled yet, or the peer took no part. The statements there are: GET …/auctions/${auctionId}/statements.`,
  );
