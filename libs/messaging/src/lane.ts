import { Logger } from '@nestjs/common';
import type { EventStore } from '@trueque/event-store';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from './delivery.js';
import { fateOf } from './fates.js';
import { assertNoGap } from './readable.js';

/** Bounds of one read and of the waits between tries. */
const BATCH_EVENTS_MAX = 250;
const BACK_OFF_MS_MIN = 50;
const BACK_OFF_MS_MAX = 5_000;

/** How far a lane came, and what it waits for where something is unwell. */
export interface LaneState {
  readonly position: number;
  readonly error?: string;
}

/** One consumer on one partition: reads after the checkpoint, in order, until there is no more. */
export class Lane {
  /** Undefined until the checkpoint was read, and again when it must be read anew. */
  private position: number | undefined;
  private running: Promise<void> | undefined;
  private wokenAgain = false;
  private readonly stopping = new AbortController();
  private readonly logger = new Logger('Messaging');
  private failures = 0;
  private lastError: string | undefined;

  constructor(
    private readonly delivery: Delivery,
    private readonly store: EventStore,
    readonly partition: string,
  ) {}

  get state(): LaneState {
    const position = this.position ?? 0;
    return this.lastError === undefined ? { position } : { position, error: this.lastError };
  }

  /** Reads on, unless it is reading already; then it looks once more before it rests. */
  wake(): void {
    this.wokenAgain = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      if (this.wokenAgain && !this.stopping.signal.aborted) this.wake();
    });
  }

  /** Resolves once this lane rests: all caught up, or stopped. */
  async rested(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  /** Lets the event at hand finish and takes no other. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.rested();
  }

  private async run(): Promise<void> {
    while (this.wokenAgain && !this.stopping.signal.aborted) {
      this.wokenAgain = false;
      try {
        await this.readOn();
        this.failures = 0;
        this.lastError = undefined;
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  private async readOn(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.position ??= await this.delivery.ledger.positionOf(this.partition);
      const after = this.position;
      const events = await this.store.readPartition(this.partition, after, BATCH_EVENTS_MAX);
      const last = events.at(-1);
      if (last === undefined) return;
      assertNoGap(after, events);
      await this.delivery.deliver(after, events);
      this.position = last.position;
    }
  }

  private async recover(error: unknown): Promise<void> {
    this.position = undefined;
    this.wokenAgain = true;
    this.failures += 1;
    if (fateOf(error) === 'raced' && this.failures <= 3) return;
    this.lastError = error instanceof Error ? error.message : String(error);
    const waitMs = Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS_MIN * 2 ** this.failures);
    const subject = { consumer: this.delivery.consumer.name, partition: this.partition, waitMs };
    this.logger.warn(
      { ...subject, err: error },
      `not acknowledged, trying again: ${this.lastError}`,
    );
    await sleep(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
