import { Logger } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import { setTimeout as sleep } from 'node:timers/promises';
import { Bookmark, type Bookmarks } from './bookmarks.js';
import type { Consumer } from './consumer.js';
import type { Delivery } from './delivery.js';
import { fateOf } from './fates.js';
import { assertNoGap } from './readable.js';
import type { SharedReading } from './shared-reading.js';

/** Bounds of one read and of the waits between tries. */
const PAGE_EVENTS = 500;
/** Two reads of a projection begin no closer: each writes rows, and a crowd comes in drops. */
const READS_APART_MS = 20;
const BACK_OFF_MS_MIN = 50;
const BACK_OFF_MS_MAX = 5_000;

/** How far a lane came, and what it waits for where something is unwell. */
export interface LaneState {
  readonly position: number;
  readonly error?: string;
}

/** What the lanes of a process share. */
export interface SharedLog {
  readonly reading: SharedReading;
  readonly bookmarks: Bookmarks;
}

/** A process handles one after the other, so that a page is as good as several. */
const takenAtOnce = (consumer: Consumer): number =>
  (consumer.kind === 'projection' ? consumer.eventsAtOnce : undefined) ?? PAGE_EVENTS;

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
  private readAtMs = -Infinity;
  private readonly types: ReadonlySet<string>;
  private readonly mark: Bookmark;

  constructor(
    private readonly delivery: Delivery,
    private readonly log: SharedLog,
    readonly partition: string,
  ) {
    this.types = new Set(delivery.consumer.types);
    this.mark = new Bookmark(delivery.consumer.name, partition, () => this.wake());
  }

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
      await this.letMoreCome();
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

  /** One that rested reads at once. */
  private async letMoreCome(): Promise<void> {
    if (this.delivery.consumer.kind === 'process') return;
    const waitMs = this.readAtMs + READS_APART_MS - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    this.readAtMs = performance.now();
  }

  private async readOn(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const after = await this.begun();
      const events = await this.next(after);
      const last = events.at(-1);
      if (last === undefined) return;
      if (events.some(({ type }) => this.types.has(type))) await this.deliver(events, last);
      this.position = last.position;
      this.mark.passed = last.position;
      if (this.mark.kept < last.position) this.log.bookmarks.add(this.mark);
    }
  }

  /** What follows: where much of it is there, as many pages as the consumer takes at once. */
  private async next(after: number): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    const eventsMax = takenAtOnce(this.delivery.consumer);
    for (let isFull = true; isFull && events.length < eventsMax;) {
      const read = after + events.length;
      const page = await this.log.reading.after(this.partition, read, PAGE_EVENTS);
      assertNoGap(read, page);
      events.push(...page);
      isFull = page.length === PAGE_EVENTS;
    }
    return events;
  }

  private async begun(): Promise<number> {
    if (this.position === undefined || this.mark.isLost) {
      this.position = await this.delivery.ledger.positionOf(this.partition);
      this.mark.begin(this.position);
    }
    return this.position;
  }

  private deliver(events: readonly RecordedEvent[], last: RecordedEvent): Promise<void> {
    const { delivery, log, mark } = this;
    return log.bookmarks.hold(mark, async () => {
      await delivery.deliver(mark.kept, events);
      mark.kept = last.position;
    });
  }

  private async recover(error: unknown): Promise<void> {
    this.position = undefined;
    this.log.reading.forget(this.partition);
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
