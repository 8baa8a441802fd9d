import { Body, Controller, Get, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type ApprovalCommand,
  approvals,
  type Approvals,
  AsksWhy,
  guarded,
  isHeld,
  unlessHeld,
  versionOf,
} from '@trueque/approvals';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import {
  type CommandContext,
  problem,
  RequestContext,
  unlessRefused,
  versioned,
} from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import type { FastifyReply } from 'fastify';
import { ChangePath, FourEyesBody, RejectionBody, whyOf } from '../bodies/life-bodies.js';
import { MarketPath } from '../bodies/paths.js';
import { bodyOf } from '../bodies/read-body.js';
import { now, provenance } from '../command-edge.js';
import { market } from '../domain/market.decider.js';
import { REFUSAL_STATUSES } from '../refusal-statuses.js';

/** Changes that take two people: one proposes them, another approves or rejects them. */
@ApiTags('intake')
@Controller('markets/:marketId')
export class ChangesController {
  constructor(
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CLOCK) readonly clock: Clock,
  ) {}

  @Put('four-eyes')
  @ApiOperation({
    summary: 'Says what takes two people in this market; where that does itself, it is proposed',
  })
  @ApiBody({ type: FourEyesBody })
  @AsksWhy()
  async setFourEyes(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const fourEyes = { ...bodyOf(FourEyesBody, input) };
    const { opened } = (await this.store.load(market, marketId, marketId)).state;
    const facts = { isOpened: opened !== null };
    const options = provenance(this, marketId, context);
    const revision = async () => (await this.approvals(marketId)).revision;
    const why = whyOf(reply.request);
    const change = { action: 'four-eyes' as const, wanted: fourEyes, revision, ...why };
    const command = { type: 'SetFourEyes' as const, marketId, fourEyes, facts };
    const outcome = await guarded(this.store, change, options, () =>
      this.store.transact(approvals, marketId, command, options),
    );
    const kept = unlessHeld(outcome, REFUSAL_STATUSES, reply);
    return isHeld(kept) ? kept : versioned(fourEyes, kept);
  }

  @Get('four-eyes')
  @ApiOperation({ summary: 'What takes two people; no action where one is enough for everything' })
  async fourEyes(@Param() { marketId }: MarketPath) {
    const { revision, state } = await this.approvals(marketId);
    return versioned(state.fourEyes ?? { actions: [] }, { revision });
  }

  @Get('changes')
  @ApiOperation({ summary: 'All that was proposed, the latest first, and what became of it' })
  async changes(@Param() { marketId }: MarketPath) {
    return { items: [...(await this.state(marketId)).changes.values()].reverse() };
  }

  @Get('changes/:changeId')
  @ApiOperation({ summary: 'One change that was proposed, and what became of it' })
  async change(@Param() { marketId, changeId }: ChangePath) {
    const change = (await this.state(marketId)).changes.get(changeId);
    if (change) return versioned(change, { revision: versionOf(change) });
    throw problem(404, 'change-unknown', `No change ${changeId} was proposed here.`);
  }

  @Post('changes/:changeId/approval')
  @ApiOperation({ summary: 'Approves what somebody else proposed: then it is carried out' })
  async approve(
    @Param() { marketId, changeId }: ChangePath,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { onlyIf, ...said } = context;
    const judged = { marketId, changeId, onlyIf, actor: said.actor, facts: { at: now(this) } };
    return this.judge({ type: 'ApproveChange', ...judged }, said, reply);
  }

  @Post('changes/:changeId/rejection')
  @ApiOperation({
    summary: 'Rejects what somebody proposed, or takes back what one proposed oneself',
  })
  @ApiBody({ type: RejectionBody })
  async reject(
    @Param() { marketId, changeId }: ChangePath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { reason } = bodyOf(RejectionBody, input);
    const { onlyIf, ...said } = context;
    const judged = { marketId, changeId, onlyIf, actor: said.actor, facts: { at: now(this) } };
    return this.judge({ type: 'RejectChange', ...judged, reason }, said, reply);
  }

  private async judge(
    command: Extract<ApprovalCommand, { type: 'ApproveChange' | 'RejectChange' }>,
    context: CommandContext,
    reply: FastifyReply,
  ) {
    const { marketId, changeId } = command;
    const options = provenance(this, marketId, context);
    const outcome = await this.store.transact(approvals, marketId, command, options);
    unlessRefused(outcome, REFUSAL_STATUSES);
    void reply.status(200);
    return this.change({ marketId, changeId });
  }

  private async state(marketId: string): Promise<Approvals> {
    return (await this.approvals(marketId)).state;
  }

  private approvals(marketId: string) {
    return this.store.load(approvals, marketId, marketId);
  }
}
