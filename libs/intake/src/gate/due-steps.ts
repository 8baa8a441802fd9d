import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { approvals } from '@trueque/approvals';
import { EVENT_STORE, type EventStore, type TransactOptions } from '@trueque/event-store';
import { isoInstant } from '@trueque/kernel';
import { gateLatenessSeconds } from '@trueque/metrics';
import { setTimeout as sleep } from 'node:timers/promises';
import { auctionStream } from '../command-edge.js';
import type { AuctionAddress, CloseGate, OpenAuction } from '../domain/auction-command.js';
import { auction } from '../domain/auction.decider.js';
import { MarketDesk } from '../life/market-desk.js';
import type { DueStepRow, Step } from './due-step.row.js';

/** A step that has not answered by then is left behind and taken again: taken twice, it is taken once. */
const STEP_MS_MAX = 30_000;

/** Where another bound than that one is wanted. */
export const STEP_PATIENCE_MS = Symbol('how long a step that is due may take, in ms');

/** Takes a step whose time has come, as of that time; recorded when it is taken. */
@Injectable()
export class DueSteps {
  private readonly logger = new Logger(DueSteps.name);

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly desk: MarketDesk,
    @Optional() @Inject(STEP_PATIENCE_MS) private readonly patienceMs = STEP_MS_MAX,
  ) {}

  /** Throws where it is not taken in time, so that what never answers keeps nobody else from its gates. */
  async take(step: DueStepRow, nowMs: number): Promise<void> {
    const done = new AbortController();
    const late = sleep(this.patienceMs, undefined, { signal: done.signal, ref: false }).then(() => {
      throw new Error(`there is no answer after ${this.patienceMs} ms`);
    });
    try {
      await Promise.race([this.taken(step, nowMs), late]);
    } finally {
      done.abort();
    }
  }

  private async taken(
    { marketId, subject, step, dueAt }: DueStepRow,
    nowMs: number,
  ): Promise<void> {
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
