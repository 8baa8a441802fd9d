import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiTags, ApiOperation } from '@nestjs/swagger';
import { AsksWhy, isHeld, unlessHeld } from '@trueque/approvals';
import { rulePackSchema } from '@trueque/contracts';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import {
  type CommandContext,
  openApiOf,
  parsedBody,
  problem,
  RequestContext,
  versioned,
} from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import type { FastifyReply } from 'fastify';
import { rules } from '../domain/rules/rules.decider.js';
import { adoptRulePack } from './adopt-rule-pack.js';
import { meterDayBody, whyQuery } from './bodies.js';
import { recordMeterDay } from './record-meter-day.js';
import { provenance, REFUSAL_STATUSES } from './settlement-edge.js';

/** What runs over a window rest on: rules with valid time, and readings of local days. */
@ApiTags('settlement')
@Controller('markets/:marketId')
export class RulesController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('rule-packs')
  @ApiOperation({
    summary:
      'Adopts a version of a rule pack: how communities share, at which prices, with which charges',
  })
  @ApiBody({ schema: openApiOf(rulePackSchema) })
  @AsksWhy()
  async adopt(
    @Param('marketId') marketId: string,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const pack = parsedBody(rulePackSchema, input);
    const why = parsedBody(whyQuery, reply.request.query);
    const options = provenance(this.clock, marketId, context);
    const outcome = await adoptRulePack(this.store, pack, options, why);
    const kept = unlessHeld(outcome, REFUSAL_STATUSES, reply);
    return isHeld(kept) ? kept : versioned(pack, kept);
  }

  @Get('rule-packs')
  @ApiOperation({ summary: 'Every version that was adopted, in that order' })
  async packs(@Param('marketId') marketId: string) {
    const { revision, state } = await this.store.load(rules, marketId, marketId);
    return versioned(state.packs, { revision });
  }

  @Post('meter-days/:date')
  @ApiOperation({
    summary: 'Records readings of one local day, Wh; later ones supersede, null says nothing',
  })
  @ApiBody({ schema: openApiOf(meterDayBody) })
  @AsksWhy()
  async record(
    @Param() { marketId, date }: { marketId: string; date: string },
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const why = parsedBody(whyQuery, reply.request.query);
    const { readings, soundOnly } = parsedBody(meterDayBody, input);
    const options = provenance(this.clock, marketId, context);
    const recorded = await recordMeterDay(this.store, { date, readings, soundOnly }, options, why);
    if (!recorded) throw problem(404, 'market-unknown', `There is no market ${marketId}.`);
    const { outcome, problems } = recorded;
    const errors = problems.map(({ pointer, message }) => ({
      pointer: `/readings${pointer}`,
      detail: message,
    }));
    if (outcome.status === 'refused' && errors.length > 0) {
      const detail = `${errors.length} readings are wrong, so none was taken.`;
      throw problem(422, outcome.reason, detail, errors);
    }
    const kept = unlessHeld(outcome, REFUSAL_STATUSES, reply);
    if (isHeld(kept)) return kept;
    const { events } = kept;
    const count = events.reduce((sum, { data }) => sum + data.readings.length, 0);
    return { recorded: count, received: readings.length, errors };
  }
}
