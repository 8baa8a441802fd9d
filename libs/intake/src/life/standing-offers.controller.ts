import { Body, Controller, Delete, Get, Inject, Param, Put, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { type CommandContext, etagOf, problem, RequestContext, unlessRefused } from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import type { FastifyReply } from 'fastify';
import { PeerPath, StandingOfferBody } from '../bodies/life-bodies.js';
import { MarketPath } from '../bodies/paths.js';
import { bodyOf } from '../bodies/read-body.js';
import { provenance } from '../command-edge.js';
import { market } from '../domain/market.decider.js';
import {
  standingEntries,
  type StandingOffersCommand,
  standingOffersOfMarket,
} from '../domain/standing-offers.decider.js';
import { REFUSAL_STATUSES } from '../refusal-statuses.js';
import { MarketDesk } from './market-desk.js';

const IF_MATCH = { name: 'If-Match', description: 'Changes only this version of it.' };

/** Offers until further notice: each enters every auction of its market at its opening. */
@ApiTags('intake')
@Controller('markets/:marketId/standing-offers')
export class StandingOffersController {
  constructor(
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CLOCK) readonly clock: Clock,
    private readonly desk: MarketDesk,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Standing offers that are not withdrawn, by peer' })
  async all(@Param() { marketId }: MarketPath) {
    return { items: standingEntries(await this.offers(marketId)) };
  }

  @Get(':peerId')
  @ApiOperation({ summary: 'The standing offer of a peer' })
  async one(
    @Param() { marketId, peerId }: PeerPath,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.told(marketId, peerId, reply);
  }

  /** Auctions that are open keep what they have. */
  @Put(':peerId')
  @ApiOperation({ summary: 'Says an offer that holds until it is withdrawn, or changes it' })
  @ApiBody({ type: StandingOfferBody })
  @ApiHeader(IF_MATCH)
  async set(
    @Param() { marketId, peerId }: PeerPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { offer } = bodyOf(StandingOfferBody, input);
    const { peers } = (await this.store.load(market, marketId, marketId)).state;
    const peer = peers.get(peerId);
    const facts = {
      peer: peer ? { role: peer.role } : null,
      limits: await this.desk.limits(marketId),
    };
    const address = { marketId, peerId, actor: context.actor, onlyIf: context.onlyIf };
    await this.transact({ type: 'SetStandingOffer', ...address, offer, facts }, context);
    return this.told(marketId, peerId, reply);
  }

  /** Auctions that are open keep what they have. */
  @Delete(':peerId')
  @ApiOperation({ summary: 'Withdraws a standing offer: from now on it enters no auction' })
  @ApiHeader(IF_MATCH)
  async withdraw(
    @Param() { marketId, peerId }: PeerPath,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const address = { marketId, peerId, actor: context.actor, onlyIf: context.onlyIf };
    await this.transact({ type: 'WithdrawStandingOffer', ...address }, context);
    return this.told(marketId, peerId, reply);
  }

  /** `If-Match` names a version of the peer's offer, not of the stream that it is in. */
  private async transact(
    command: StandingOffersCommand,
    { onlyIf: _, ...context }: CommandContext,
  ): Promise<void> {
    const { marketId } = command;
    const options = provenance(this, marketId, context);
    const outcome = await this.store.transact(standingOffersOfMarket, marketId, command, options);
    unlessRefused(outcome, REFUSAL_STATUSES);
  }

  private async offers(marketId: string) {
    return (await this.store.load(standingOffersOfMarket, marketId, marketId)).state;
  }

  private async told(marketId: string, peerId: string, reply: FastifyReply) {
    const kept = (await this.offers(marketId)).get(peerId);
    if (!kept)
      throw problem(404, 'standing-offer-unknown', `Peer ${peerId} has no standing offer.`);
    void reply.header('ETag', etagOf(kept.version));
    return { marketId, peerId, ...kept };
  }
}
