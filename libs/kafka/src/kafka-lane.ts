import type { Topic } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { type Delivery, fateOf, type LaneState } from '@trueque/messaging';
import type { CarriedEvent } from './cloud-event.js';

const PAGE_EVENTS = 250;
const RACES_MAX = 3;

/**
 * One consumer on one market. Takes what messages carry, in the order of positions; what was taken
 * before is passed over, and what is missing in between is fetched from the store first.
 */
export class KafkaLane {
  private position: number | undefined;
  private error: string | undefined;
  private work: Promise<void> = Promise.resolve();
  /** Events that no message brought in time. */
  fetched = 0;

  constructor(
    private readonly delivery: Delivery,
    private readonly topics: readonly Topic[],
    private readonly store: EventStore,
    private readonly partition: string,
  ) {}

  get state(): LaneState {
    const position = this.position ?? 0;
    return this.error === undefined ? { position } : { position, error: this.error };
  }

  get isKnown(): boolean {
    return this.position !== undefined;
  }

  /** Rejects where something is unwell: nothing is lost, the same events may come again. */
  take(events: readonly CarriedEvent[]): Promise<void> {
    return this.next(() => this.takeInOrder(events));
  }

  /** Reads from the store to its end. */
  catchUp(): Promise<void> {
    return this.next(() => this.fetchUpTo(Infinity));
  }

  /** Only finds out how far the consumer came. */
  lookUp(): Promise<void> {
    return this.next(async () => void (await this.from()));
  }

  rested(): Promise<void> {
    return this.work;
  }

  /** One thing at a time; one that fails does not stop the next. */
  private next(step: () => Promise<void>): Promise<void> {
    const done = this.work.then(() => this.attempt(step));
    this.work = done.catch(() => undefined);
    return done;
  }

  private async attempt(step: () => Promise<void>): Promise<void> {
    for (let races = 0; ; races += 1)
      try {
        await step();
        this.error = undefined;
        return;
      } catch (error) {
        this.position = undefined;
        if (fateOf(error) === 'raced' && races < RACES_MAX) continue;
        this.error = error instanceof Error ? error.message : String(error);
        throw error;
      }
  }

  private async from(): Promise<number> {
    return (this.position ??= await this.delivery.ledger.positionOf(this.partition));
  }

  private async takeInOrder(events: readonly CarriedEvent[]): Promise<void> {
    let run: CarriedEvent[] = [];
    let last = await this.from();
    for (const carried of events.toSorted((a, b) => a.event.position - b.event.position)) {
      const { position } = carried.event;
      if (position <= last) continue;
      if (this.follows(carried, last)) run.push(carried);
      else {
        await this.deliver(run);
        run = [];
        await this.fetchUpTo(position - (carried.complete ? 1 : 0));
        if (carried.complete && (await this.from()) < position) run.push(carried);
      }
      last = position;
    }
    await this.deliver(run);
  }

  /** Nothing of the topics that this consumer hears lies between what it has and this one. */
  private follows({ before, complete }: CarriedEvent, last: number): boolean {
    return complete && this.topics.every((topic) => before[topic] <= last);
  }

  private async deliver(run: readonly CarriedEvent[]): Promise<void> {
    const events = run.map(({ event }) => event);
    const last = events.at(-1);
    if (last === undefined) return;
    await this.delivery.deliver(await this.from(), events);
    this.position = last.position;
  }

  private async fetchUpTo(position: number): Promise<void> {
    for (;;) {
      const after = await this.from();
      if (after >= position) return;
      const limit = Math.min(PAGE_EVENTS, position - after);
      const events = await this.store.readPartition(this.partition, after, limit);
      const last = events.at(-1);
      if (last === undefined) return;
      await this.delivery.deliver(after, events);
      this.position = last.position;
      this.fetched += events.length;
    }
  }
}
