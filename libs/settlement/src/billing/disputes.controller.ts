import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiTags, ApiOperation } from '@nestjs/swagger';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import {
  type CommandContext,
  openApiOf,
  parsedBody,
  RequestContext,
  unlessRefused,
  versioned,
} from '@trueque/http';
import { CLOCK, type Clock, isoInstant } from '@trueque/kernel';
import {
  disputeCases,
  type DisputeCommand,
  type DisputeFacts,
} from '../domain/disputes/dispute-cases.decider.js';
import { datesBetween } from '../domain/metering/local-day.js';
import { billIssuedAt } from './bill-issued-at.js';
import { BillingRuns } from './billing-runs.js';
import { disputeBody, verdictBody } from './bodies.js';
import { knownMarket } from './known-market.js';
import { packsInForce } from './packs-in-force.js';
import { provenance, REFUSAL_STATUSES } from './settlement-edge.js';
import type { Window } from './window-auctions.js';

/** Where the rules say nothing of disputes. */
const NO_LIMITS = { deadlineDays: 365, materialityMinor: 0 };

/** Disputes of bills: raised, admitted or rejected, upheld or not. */
@ApiTags('settlement')
@Controller('markets/:marketId/disputes')
export class DisputesController {
  constructor(
    private readonly runs: BillingRuns,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Disputes a bill, within the deadline and above the materiality that the rules set',
  })
  @ApiBody({ schema: openApiOf(disputeBody) })
  async raise(
    @Param('marketId') marketId: string,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
  ) {
    const dispute = { marketId, ...parsedBody(disputeBody, input) };
    const facts = await this.factsOf(dispute);
    const command = { type: 'RaiseDispute', dispute, facts } as const;
    return versioned(dispute, await this.transact(marketId, command, context));
  }

  @Post(':disputeId/verdicts')
  @ApiOperation({ summary: 'Admits or rejects a dispute, and upholds it or not' })
  @ApiBody({ schema: openApiOf(verdictBody) })
  async review(
    @Param() { marketId, disputeId }: { marketId: string; disputeId: string },
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
  ) {
    const said = parsedBody(verdictBody, input);
    const command = { type: 'ReviewDispute' as const, marketId, disputeId, ...said };
    return versioned({ disputeId, ...said }, await this.transact(marketId, command, context));
  }

  @Get()
  @ApiOperation({ summary: 'Disputes of a market, and how far each is' })
  async disputes(@Param('marketId') marketId: string) {
    const { revision, state } = await this.store.load(disputeCases, marketId, marketId);
    const cases = [...state.cases.values()].map(({ raised, status }) => ({ ...raised, status }));
    return versioned(cases, { revision });
  }

  private async factsOf({
    account,
    number,
    ...window
  }: Window & { readonly account: string; readonly number: number }): Promise<DisputeFacts> {
    const { bills } = await this.runs.billing(window);
    const market = await knownMarket(this.store, window.marketId);
    const packs = market ? packsInForce(market, datesBetween(window.from, window.to)) : [];
    const isThere = bills.get(account)?.number === number;
    return {
      issuedAt: isThere ? await billIssuedAt(this.store, window, number) : null,
      now: isoInstant(this.clock.nowMs()),
      ...(packs.at(-1)?.disputes ?? NO_LIMITS),
    };
  }

  private async transact(marketId: string, command: DisputeCommand, context: CommandContext) {
    const options = provenance(this.clock, marketId, context);
    const outcome = await this.store.transact(disputeCases, marketId, command, options);
    return unlessRefused(outcome, REFUSAL_STATUSES);
  }
}
