import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { isHeld, unlessHeld } from '@trueque/approvals';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import {
  type CommandContext,
  openApiOf,
  parsedBody,
  RequestContext,
  revisionsIn,
} from '@trueque/http';
import { CLOCK, type Clock, isoInstant } from '@trueque/kernel';
import type { FastifyReply } from 'fastify';
import { decideReview, reviewOrder } from './reviews.js';

const reviewBody = reviewOrder.omit({ auctionId: true });

const STATUSES = { 'auction-unknown': 404, 'changed-meanwhile': 412 };

/** The operator's word on results that are under review, and on auctions that failed. */
@ApiTags('clearing')
@Controller('markets/:marketId/auctions/:auctionId')
export class ReviewsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Publishes a result, clears again, clears at the fallback price, holds a second auction, or cancels. */
  @Post('review')
  @ApiOperation({ summary: 'Decides on a result under review, or on an auction that failed' })
  @ApiBody({ schema: openApiOf(reviewBody) })
  @ApiResponse({ status: 202, description: 'It takes two people: somebody else must approve it.' })
  async review(
    @Param() { auctionId, marketId }: { marketId: string; auctionId: string },
    @Body() input: unknown,
    @RequestContext() { actor, causedBy, correlationId, onlyIf }: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const order = { auctionId, ...parsedBody(reviewBody, input) };
    const outcome = await decideReview(this.store, order, {
      ...{ partition: marketId, causedBy, correlationId, actor },
      occurredAt: isoInstant(this.clock.nowMs()),
      ...(onlyIf && { onlyIfRevision: revisionsIn(onlyIf) ?? [] }),
    });
    void reply.status(200);
    const kept = unlessHeld(outcome, STATUSES, reply);
    if (isHeld(kept)) return kept;
    return kept.events.find(({ type }) => type === 'ReviewDecided')?.data ?? order;
  }
}
