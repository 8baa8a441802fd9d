import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiTags, ApiOperation } from '@nestjs/swagger';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import {
  type CommandContext,
  openApiOf,
  parsedBody,
  problem,
  RequestContext,
  unlessRefused,
  versioned,
} from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import type { CreditCommand } from '../domain/credit/credit-command.js';
import { credit, creditStanding } from '../domain/credit/credit.decider.js';
import { creditLimitBody, paymentBody, suspensionBody } from './bodies.js';
import { knownMarket } from './known-market.js';
import { provenance, REFUSAL_STATUSES } from './settlement-edge.js';

/** Credit of peers: limits, payments, and how they stand. Amounts in 10⁻⁹ currency. */
@ApiTags('settlement')
@Controller('markets/:marketId/credit')
export class CreditController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Level, exposure and limit of every peer that has an account' })
  async standing(@Param('marketId') marketId: string) {
    const { revision, state } = await this.store.load(credit, marketId, marketId);
    return versioned(creditStanding(state), { revision });
  }

  @Post('limits')
  @ApiOperation({
    summary: "Opens a peer's account, or changes its limit; nothing for peers that pay in advance",
  })
  @ApiBody({ schema: openApiOf(creditLimitBody) })
  async limit(
    @Param('marketId') marketId: string,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
  ) {
    const { peerId, limitNanos } = parsedBody(creditLimitBody, input);
    await this.requirePeer(marketId, peerId);
    const limit = { limitNanos: BigInt(limitNanos) };
    return this.transact({ type: 'SetCreditLimit', marketId, peerId, ...limit }, context);
  }

  @Post('payments')
  @ApiOperation({ summary: 'Books a payment once, in advance or after a bill' })
  @ApiBody({ schema: openApiOf(paymentBody) })
  async pay(
    @Param('marketId') marketId: string,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
  ) {
    const { amountNanos, ...payment } = parsedBody(paymentBody, input);
    const amount = { amountNanos: BigInt(amountNanos) };
    return this.transact({ type: 'ReceivePayment', marketId, ...payment, ...amount }, context);
  }

  @Post('suspensions')
  @ApiOperation({ summary: "Suspends a peer's credit, or resumes it; nothing else ever does" })
  @ApiBody({ schema: openApiOf(suspensionBody) })
  async suspend(
    @Param('marketId') marketId: string,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
  ) {
    const { suspended, ...said } = parsedBody(suspensionBody, input);
    const type = suspended ? 'SuspendCredit' : 'ResumeCredit';
    return this.transact({ type, marketId, ...said }, context);
  }

  private async requirePeer(marketId: string, peerId: string): Promise<void> {
    const market = await knownMarket(this.store, marketId);
    if (!market) throw problem(404, 'market-unknown', `There is no market ${marketId}.`);
    if (market.peerIds.includes(peerId)) return;
    throw problem(404, 'peer-unknown', `There is no peer ${peerId} in market ${marketId}.`, [
      { pointer: '/peerId', detail: 'expected a registered peer other than the grid' },
    ]);
  }

  private async transact(command: CreditCommand, context: CommandContext) {
    const { marketId } = command;
    const options = provenance(this.clock, marketId, context);
    const outcome = await this.store.transact(credit, marketId, command, options);
    const kept = unlessRefused(outcome, REFUSAL_STATUSES);
    const { state } = await this.store.load(credit, marketId, marketId);
    return versioned(creditStanding(state), kept);
  }
}
