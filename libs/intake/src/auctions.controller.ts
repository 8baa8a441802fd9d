import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { AsksWhy, isHeld, unlessHeld } from '@trueque/approvals';
import { ApiBody, ApiTags, ApiOperation } from '@nestjs/swagger';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { type CommandContext, problem, RequestContext, unlessRefused } from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import type { FastifyReply } from 'fastify';
import { RecordReadingsBody, ScheduleAuctionBody } from './bodies/auction-bodies.js';
import { whyOf } from './bodies/life-bodies.js';
import { AuctionPath, MarketPath } from './bodies/paths.js';
import { bodyOf, invalidContent } from './bodies/read-body.js';
import { answerCreated, auctionStream, now, provenance, utc } from './command-edge.js';
import type { CloseGate, Schedule, ScheduleAuction } from './domain/auction-command.js';
import { auction } from './domain/auction.decider.js';
import { deliveryEnd } from './domain/delivery.js';
import type { MarketFacts } from './domain/market-facts.js';
import { readingsProblems } from './domain/readings.decider.js';
import { MarketDesk } from './life/market-desk.js';
import { readingsFacts, recordReadings } from './record-readings.js';
import { REFUSAL_STATUSES } from './refusal-statuses.js';

/** An auction's life from schedule to meter readings; its offers have a controller of their own. */
@ApiTags('intake')
@Controller('markets/:marketId/auctions')
export class AuctionsController {
  constructor(
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CLOCK) readonly clock: Clock,
    private readonly desk: MarketDesk,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Schedules an auction for a delivery of whole market time units' })
  @ApiBody({ type: ScheduleAuctionBody })
  async scheduleAuction(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const body = bodyOf(ScheduleAuctionBody, input);
    const place = { marketId, auctionId: body.auctionId };
    const facts = await this.desk.scheduleFacts(place, { start: body.start, at: now(this) });
    const schedule = scheduleOf(marketId, body, facts.market);
    const id = auctionStream(marketId, body.auctionId);
    const command = { type: 'ScheduleAuction', schedule, facts } as const;
    const outcome = await this.transact(marketId, command, context);
    answerCreated(reply, outcome, `/markets/${marketId}/auctions/${body.auctionId}`);
    return (await this.store.load(auction, id, marketId)).state.scheduled;
  }

  @Post(':auctionId/gate-closure')
  @ApiOperation({ summary: 'Closes the gate now; where it is closed already, says how it was' })
  async closeGate(
    @Param() { marketId, auctionId }: AuctionPath,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id = auctionStream(marketId, auctionId);
    const facts = await this.desk.gateFacts({ marketId, auctionId }, now(this));
    const command = { type: 'CloseGate', marketId, auctionId, facts } as const;
    const outcome = await this.transact(marketId, command, context);
    answerCreated(reply, outcome, `/markets/${marketId}/auctions/${auctionId}`);
    return (await this.store.load(auction, id, marketId)).state.closed;
  }

  /** Null says nothing. Refuses all where one is wrong, or with `soundOnly` takes the others. */
  @Post(':auctionId/readings')
  @ApiOperation({
    summary:
      'Records meter readings over the delivery; for a peer, later values supersede earlier ones',
  })
  @ApiBody({ type: RecordReadingsBody })
  @AsksWhy()
  async recordReadings(
    @Param() { marketId, auctionId }: AuctionPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { readings: batch, soundOnly } = bodyOf(RecordReadingsBody, input);
    const order = { auctionId, readings: batch, soundOnly };
    const options = provenance(this, marketId, context);
    const outcome = await recordReadings(this.store, order, whyOf(reply.request), options);
    const facts = await readingsFacts(this.store, marketId, order);
    const errors = facts.auction ? readingsErrors(batch, facts) : [];
    if (outcome.status === 'refused' && errors.length > 0) {
      const { reason, detail } = outcome;
      throw problem(REFUSAL_STATUSES[reason], reason, detail, errors);
    }
    const kept = unlessHeld(outcome, REFUSAL_STATUSES, reply);
    if (isHeld(kept)) return kept;
    answerCreated(reply, kept, `/markets/${marketId}/auctions/${auctionId}`);
    return {
      recorded: kept.events.reduce((count, { data }) => count + data.readings.length, 0),
      received: batch.length,
      errors,
    };
  }

  private async transact(
    marketId: string,
    command: ScheduleAuction | CloseGate,
    context: CommandContext,
  ) {
    const { auctionId } = command.type === 'CloseGate' ? command : command.schedule;
    const id = auctionStream(marketId, auctionId);
    const options = provenance(this, marketId, context);
    const outcome = await this.store.transact(auction, id, command, options);
    return unlessRefused(outcome, REFUSAL_STATUSES);
  }
}

const readingsErrors = (...[batch, facts]: Parameters<typeof readingsProblems>) =>
  readingsProblems(batch, facts).map(({ pointer, message }) => ({
    pointer: `/readings${pointer}`,
    detail: message,
  }));

const scheduleOf = (
  marketId: string,
  body: ScheduleAuctionBody,
  facts: MarketFacts | null,
): Schedule => {
  const { auctionId, gateClosesAt, mtu, opensAt, rules } = body;
  const start = utc(body.start);
  const end = endOf(body, start, facts);
  const opening = opensAt === undefined ? {} : { opensAt: utc(opensAt) };
  return {
    marketId,
    auctionId,
    start,
    end,
    ...opening,
    gateClosesAt: utc(gateClosesAt),
    mtu,
    rules,
  };
};

const endOf = (body: ScheduleAuctionBody, start: string, facts: MarketFacts | null): string => {
  const { end, periods, mtu } = body;
  if (end !== undefined && periods === undefined) return utc(end);
  if (periods !== undefined && end === undefined)
    return deliveryEnd(start, mtu ?? facts?.mtu ?? 'PT1H', periods);
  const detail = 'give either end or periods, and not both';
  throw invalidContent(['/end', '/periods'].map((pointer) => ({ pointer, detail })));
};
