import { Controller, Get, Param, ParseIntPipe, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type ChainHead,
  chainHeadSchema,
  type EventDetail,
  eventDetailSchema,
  type EventFeed,
  eventFeedSchema,
  type Verification,
  verificationSchema,
} from '@trueque/contracts';
import type { FastifyReply } from 'fastify';
import { EventParams } from '../api/auction-params.js';
import { ReadModels } from '../api/read-models.js';
import { Answers, answerSchema } from '../insights/answers.js';
import { EventFeedReader } from './event-feed.js';
import { Operations } from './operations.js';
import { EventsQuery } from './operations-query.js';
import { Verifications } from './verifications.js';

const accepted = {
  content: { 'application/json': { schema: answerSchema(verificationSchema) } },
};

/** The log of a market, and the walk along it that shows that nothing was changed. */
@ApiTags('Operations')
@Controller('markets/:marketId')
export class LogController {
  constructor(
    private readonly models: ReadModels,
    private readonly feed: EventFeedReader,
    private readonly operations: Operations,
    private readonly verifications: Verifications,
  ) {}

  @Get('events')
  @Answers(eventFeedSchema, 'The log from its newest event back')
  async events(
    @Param('marketId') marketId: string,
    @Query() query: EventsQuery,
  ): Promise<EventFeed> {
    await this.models.market(marketId);
    return this.feed.page(marketId, query);
  }

  @Get('events/:position')
  @Answers(eventDetailSchema, 'One event with its data, by its position in the log')
  async event(
    @Param('marketId') marketId: string,
    @Param('position', ParseIntPipe) position: number,
  ): Promise<EventDetail> {
    await this.models.market(marketId);
    return this.feed.event(marketId, position);
  }

  @Get('auctions/:auctionId/events/:eventId')
  @Answers(eventDetailSchema, 'One event of an auction with its data, by its id')
  async eventOfAuction(
    @Param() { marketId, auctionId, eventId }: EventParams,
  ): Promise<EventDetail> {
    await this.models.auction(marketId, auctionId);
    return this.feed.eventOfAuction(marketId, auctionId, eventId);
  }

  @Get('chain')
  @Answers(chainHeadSchema, 'The newest event of the chain: a checkpoint to keep elsewhere')
  async chain(@Param('marketId') marketId: string): Promise<ChainHead> {
    await this.models.market(marketId);
    return this.operations.head(marketId);
  }

  @Post('verifications')
  @ApiOperation({ summary: 'Starts a walk along the whole chain; Location tells where it is' })
  @ApiAcceptedResponse(accepted)
  async verify(
    @Param('marketId') marketId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Verification> {
    await this.models.market(marketId);
    const job = await this.verifications.start(marketId);
    void reply.status(202).header('Location', `/markets/${marketId}/verifications/${job.id}`);
    return job;
  }

  @Get('verifications/:id')
  @Answers(verificationSchema, 'How far a walk along the chain came')
  verification(@Param('marketId') marketId: string, @Param('id') id: string): Verification {
    return this.verifications.job(marketId, id);
  }
}
