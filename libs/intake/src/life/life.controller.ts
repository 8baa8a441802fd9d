import { Body, Controller, Get, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AsksWhy, isHeld, unlessHeld } from '@trueque/approvals';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { type CommandContext, RequestContext, versioned } from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import type { FastifyReply } from 'fastify';
import { ReasonBody, TradingRulesBody, whyOf } from '../bodies/life-bodies.js';
import { AuctionPath, MarketPath } from '../bodies/paths.js';
import { bodyOf } from '../bodies/read-body.js';
import { provenance } from '../command-edge.js';
import { tradingRulesOfMarket } from '../domain/trading-rules.decider.js';
import { REFUSAL_STATUSES } from '../refusal-statuses.js';
import { AuctionLives, type LifeChange } from './auction-lives.js';
import { MarketDesk } from './market-desk.js';
import { setTradingRules } from './trading-rules.js';

const HELD = { status: 202, description: 'It takes two people: somebody else must approve it.' };

/** How a market is run, and what its operator does to auctions before their gate. */
@ApiTags('intake')
@ApiResponse(HELD)
@Controller('markets/:marketId')
export class LifeController {
  constructor(
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CLOCK) readonly clock: Clock,
    private readonly lives: AuctionLives,
    private readonly desk: MarketDesk,
  ) {}

  @Put('trading-rules')
  @ApiOperation({
    summary:
      'Sets calendar, price limits, cumulative price threshold and reviews; all of it at once',
  })
  @ApiBody({ type: TradingRulesBody })
  @AsksWhy()
  async setRules(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const rules = { ...bodyOf(TradingRulesBody, input) };
    const options = provenance(this, marketId, context);
    const outcome = await setTradingRules(this.store, rules, whyOf(reply.request), options);
    this.desk.forget(marketId);
    const kept = unlessHeld(outcome, REFUSAL_STATUSES, reply);
    return isHeld(kept) ? kept : versioned(rules, kept);
  }

  @Get('trading-rules')
  @ApiOperation({ summary: 'How the market is run; empty where nobody said anything' })
  async rules(@Param() { marketId }: MarketPath) {
    const { revision, state } = await this.store.load(tradingRulesOfMarket, marketId, marketId);
    return versioned(state, { revision });
  }

  /** Where its gate closes meanwhile, the fallback price applies. */
  @Post('auctions/:auctionId/suspension')
  @ApiOperation({ summary: 'Suspends an auction: no offer is taken until it is resumed' })
  @ApiBody({ type: ReasonBody })
  suspend(
    @Param() { auctionId, marketId }: AuctionPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change('suspend', { marketId, auctionId }, input, { context, reply });
  }

  @Post('auctions/:auctionId/resumption')
  @ApiOperation({ summary: 'Resumes an auction that is suspended' })
  @ApiBody({ type: ReasonBody })
  resume(
    @Param() { auctionId, marketId }: AuctionPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change('resume', { marketId, auctionId }, input, { context, reply });
  }

  @Post('auctions/:auctionId/cancellation')
  @ApiOperation({ summary: 'Ends an auction whose gate is not closed: nobody trades in it' })
  @ApiBody({ type: ReasonBody })
  cancel(
    @Param() { auctionId, marketId }: AuctionPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change('cancel', { marketId, auctionId }, input, { context, reply });
  }

  @Post('suspension')
  @ApiOperation({ summary: 'Suspends every auction of the market whose gate is not closed' })
  @ApiBody({ type: ReasonBody })
  suspendAll(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change('suspend', { marketId }, input, { context, reply });
  }

  @Post('resumption')
  @ApiOperation({ summary: 'Resumes every auction of the market that is suspended' })
  @ApiBody({ type: ReasonBody })
  resumeAll(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change('resume', { marketId }, input, { context, reply });
  }

  private async change(
    change: LifeChange,
    { marketId, auctionId }: { readonly marketId: string; readonly auctionId?: string },
    input: unknown,
    { context, reply }: { readonly context: CommandContext; readonly reply: FastifyReply },
  ) {
    const order = { change, auctionId, ...bodyOf(ReasonBody, input) };
    const outcome = await this.lives.change(order, provenance(this, marketId, context));
    void reply.status(200);
    return unlessHeld(outcome, REFUSAL_STATUSES, reply);
  }
}
