import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { bilingualTextSchema, identifier, NOTICE_KINDS } from '@trueque/contracts';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import {
  type CommandContext,
  openApiOf,
  parsedBody,
  problem,
  RequestContext,
  unlessRefused,
} from '@trueque/http';
import { MarketTenants } from '@trueque/identity';
import { CLOCK, type Clock, isoInstant } from '@trueque/kernel';
import { z } from 'zod';
import { notices } from './domain/notices.decider.js';

const noticeBody = z.strictObject({
  kind: z.enum(NOTICE_KINDS).default('general'),
  text: bilingualTextSchema,
  auctionId: identifier.optional(),
  refersTo: z.int().min(1).optional(),
});

/** What an operator tells people of its market beside what is told by itself. */
@ApiTags('notices')
@Controller('markets/:marketId/market-notices')
export class NoticesController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly tenants: MarketTenants,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Issues a notice under the next number' })
  @ApiBody({ schema: openApiOf(noticeBody) })
  async issue(
    @Param('marketId') marketId: string,
    @Body() input: unknown,
    @RequestContext() { actor, causedBy, correlationId }: CommandContext,
  ) {
    const notice = parsedBody(noticeBody, input);
    if ((await this.tenants.of(marketId)) === undefined)
      throw problem(404, 'market-unknown', `There is no market ${marketId}.`);
    const command = { type: 'IssueNotice' as const, marketId, ...notice };
    const outcome = await this.store.transact(notices, marketId, command, {
      ...{ partition: marketId, causedBy, correlationId, actor },
      occurredAt: isoInstant(this.clock.nowMs()),
    });
    return unlessRefused(outcome, { 'notice-unknown': 422 }).events[0]?.data;
  }
}
