import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { AsksWhy, isHeld, unlessHeld } from '@trueque/approvals';
import { ApiBody, ApiTags, ApiOperation } from '@nestjs/swagger';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { type CommandContext, RequestContext, unlessRefused } from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import type { FastifyReply } from 'fastify';
import {
  AgreeContractBody,
  EndContractBody,
  OpenMarketBody,
  RegisterCommunityBody,
  RegisterPeerBody,
  SetFallbackPriceBody,
} from './bodies/market-bodies.js';
import { whyOf } from './bodies/life-bodies.js';
import { ContractPath, MarketPath } from './bodies/paths.js';
import { bodyOf } from './bodies/read-body.js';
import { answerCreated, provenance, utc } from './command-edge.js';
import { market, type MarketCommand } from './domain/market.decider.js';
import { setFallbackPrice } from './life/trading-rules.js';
import { REFUSAL_STATUSES } from './refusal-statuses.js';

/** Markets, who belongs to them, and who agreed what with whom. */
@ApiTags('intake')
@Controller('markets')
export class MarketsController {
  constructor(
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CLOCK) readonly clock: Clock,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Opens a market under one rule pack' })
  @ApiBody({ type: OpenMarketBody })
  async openMarket(
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const body = { ...bodyOf(OpenMarketBody, input) };
    const { marketId } = body;
    const outcome = await this.transact(marketId, { type: 'OpenMarket', market: body }, context);
    answerCreated(reply, outcome, `/markets/${marketId}`);
    return body;
  }

  @Post(':marketId/communities')
  @ApiOperation({ summary: 'Registers a community with its limits, kW' })
  @ApiBody({ type: RegisterCommunityBody })
  async registerCommunity(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { communityId, ...limits } = bodyOf(RegisterCommunityBody, input);
    const registration = { marketId, community: { id: communityId, ...limits } };
    const command = { type: 'RegisterCommunity', registration } as const;
    const outcome = await this.transact(marketId, command, context);
    answerCreated(reply, outcome, `/markets/${marketId}/communities/${communityId}`);
    return { marketId, communityId, ...limits };
  }

  @Post(':marketId/peers')
  @ApiOperation({ summary: 'Registers a peer in a community' })
  @ApiBody({ type: RegisterPeerBody })
  async registerPeer(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = { marketId, ...bodyOf(RegisterPeerBody, input) };
    const command = { type: 'RegisterPeer', registration } as const;
    const outcome = await this.transact(marketId, command, context);
    answerCreated(reply, outcome, `/markets/${marketId}/peers/${registration.peerId}`);
    return registration;
  }

  @Post(':marketId/contracts')
  @ApiOperation({ summary: 'Agrees a contract for delivery in `[validFrom, validTo)`' })
  @ApiBody({ type: AgreeContractBody })
  async agreeContract(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { contractId, validFrom, validTo, owner, ...contract } = bodyOf(AgreeContractBody, input);
    const terms = {
      validFrom: utc(validFrom),
      ...(validTo === undefined ? {} : { validTo: utc(validTo) }),
      ...(owner === undefined ? {} : { owner }),
    };
    const agreement = { marketId, contractId, contract, ...terms };
    const outcome = await this.transact(marketId, { type: 'AgreeContract', agreement }, context);
    answerCreated(reply, outcome, `/markets/${marketId}/contracts/${contractId}`);
    return { marketId, contractId, ...contract, ...terms };
  }

  @Post(':marketId/contracts/:contractId/end')
  @ApiOperation({ summary: 'Ends a contract: it holds for delivery before `validTo`' })
  @ApiBody({ type: EndContractBody })
  async endContract(
    @Param() { marketId, contractId }: ContractPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const validTo = utc(bodyOf(EndContractBody, input).validTo);
    const end = { marketId, contractId, validTo };
    const outcome = await this.transact(marketId, { type: 'EndContract', end }, context);
    answerCreated(reply, outcome, `/markets/${marketId}/contracts/${contractId}`);
    return end;
  }

  @Post(':marketId/fallback-price')
  @ApiOperation({
    summary:
      'Sets the price at which the main grid serves communities that cannot be cleared together',
  })
  @ApiBody({ type: SetFallbackPriceBody })
  @AsksWhy()
  async setFallbackPrice(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { price } = bodyOf(SetFallbackPriceBody, input);
    const options = provenance(this, marketId, context);
    const kept = unlessHeld(
      await setFallbackPrice(this.store, price, whyOf(reply.request), options),
      REFUSAL_STATUSES,
      reply,
    );
    if (isHeld(kept)) return kept;
    answerCreated(reply, kept, `/markets/${marketId}/fallback-price`);
    return { marketId, price };
  }

  private async transact(marketId: string, command: MarketCommand, context: CommandContext) {
    const options = provenance(this, marketId, context);
    const outcome = await this.store.transact(market, marketId, command, options);
    return unlessRefused(outcome, REFUSAL_STATUSES);
  }
}
