import { Inject, Injectable, Logger } from '@nestjs/common';
import { approvals } from '@trueque/approvals';
import { EVENT_STORE, type EventStore, type TransactOptions } from '@trueque/event-store';
import { isoInstant } from '@trueque/kernel';
import { gateLatenessSeconds } from '@trueque/metrics';
import { auctionStream } from '../command-edge.js';
import type { AuctionAddress, CloseGate, OpenAuction } from '../domain/auction-command.js';
import { auction } from '../domain/auction.decider.js';
import { MarketDesk } from '../life/market-desk.js';
import type { DueStepRow, Step } from './due-step.row.js';

/** Takes a step whose time has come, as of that time; recorded when it is taken. */
@Injectable()
export class DueSteps {
  private readonly logger = new Logger(DueSteps.name);

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly desk: MarketDesk,
  ) {}

  async take({ marketId, subject, step, dueAt }: DueStepRow, nowMs: number): Promise<void> {
    const at = isoInstant(dueAt.getTime());
    const options = optionsOf(marketId, `${step}:${subject}`, nowMs);
    if (step === 'expire-change') return this.expire(subject, at, options);
    const command = await this.commandOf(step, { marketId, auctionId: subject }, at);
    const stream = auctionStream(marketId, subject);
    // Nobody asked for it: all that follows is found by the auction's name.
    const found = { ...options, correlationId: stream };
    const outcome = await this.store.transact(auction, stream, command, found);
    if (outcome.status === 'refused') this.logger.error(`${outcome.reason}: ${outcome.detail}`);
    else if (step === 'close-gate') gateLatenessSeconds.observe((nowMs - dueAt.getTime()) / 1_000);
  }

  private async commandOf(
    step: Exclude<Step, 'expire-change'>,
    place: AuctionAddress,
    at: string,
  ): Promise<OpenAuction | CloseGate> {
    return step === 'open-auction'
      ? { type: 'OpenAuction', ...place, facts: await this.desk.openingFacts(place, at) }
      : { type: 'CloseGate', ...place, facts: await this.desk.gateFacts(place, at) };
  }

  private async expire(changeId: string, at: string, options: TransactOptions): Promise<void> {
    const marketId = options.partition;
    const command = { type: 'ExpireChange' as const, marketId, changeId, facts: { at } };
    await this.store.transact(approvals, marketId, command, options);
  }
}

const optionsOf = (marketId: string, what: string, nowMs: number): TransactOptions => ({
  ...{ partition: marketId, causedBy: `market-clock:${what}`, actor: 'market-clock' },
  occurredAt: isoInstant(nowMs),
});
