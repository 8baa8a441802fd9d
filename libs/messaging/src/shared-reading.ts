import type { EventStore, RecordedEvent } from '@trueque/event-store';

const PAGE_EVENTS = 500;
/** Of a partition, for those who are a little behind the others; of one that rests, none. */
const KEPT_EVENTS_MAX = 2_000;
const KEPT_IDLE_MS = 1_000;

/**
 * Reads the log once for all consumers of a process that keep up with one another: they are given the
 * same events. Whoever is further behind reads alone.
 */
export class SharedReading {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly store: EventStore,
    private readonly keptIdleMs = KEPT_IDLE_MS,
  ) {}

  /** Up to `limit` events of a partition after a position; all that was there when this was asked is among them. */
  after(partition: string, position: number, limit: number): Promise<readonly RecordedEvent[]> {
    const window = this.windowAt(partition, position);
    return position < window.start
      ? this.store.readPartition(partition, position, limit)
      : window.after(position, limit);
  }

  /** Somebody cannot take what was read: it is to be read anew. */
  forget(partition: string): void {
    this.windows.get(partition)?.close();
    this.windows.delete(partition);
  }

  close(): void {
    for (const partition of [...this.windows.keys()]) this.forget(partition);
  }

  /** A window is where the first of them is. */
  private windowAt(partition: string, position: number): Window {
    const known = this.windows.get(partition);
    if (known !== undefined && position <= known.end) return known;
    this.forget(partition);
    const read = (after: number, limit: number) =>
      this.store.readPartition(partition, after, limit);
    const window = new Window(position, read, this.goneIdle(partition));
    this.windows.set(partition, window);
    return window;
  }

  private goneIdle(partition: string): NodeJS.Timeout {
    return setTimeout(() => this.windows.delete(partition), this.keptIdleMs).unref();
  }
}

type Read = (after: number, limit: number) => Promise<readonly RecordedEvent[]>;

/** The events of a partition that were read last. */
class Window {
  private events: readonly RecordedEvent[] = [];
  private reading: Promise<void> | undefined;
  private readingNext: Promise<void> | undefined;

  constructor(
    private before: number,
    private readonly read: Read,
    private readonly idle: NodeJS.Timeout,
  ) {}

  /** The position before the first of them. */
  get start(): number {
    return this.before;
  }

  get end(): number {
    return this.before + this.events.length;
  }

  async after(position: number, limit: number): Promise<readonly RecordedEvent[]> {
    this.idle.refresh();
    if (position === this.end) await this.readOn();
    // Others may have read on so far meanwhile that it is gone.
    if (position < this.before) return this.read(position, limit);
    const from = position - this.before;
    return this.events.slice(from, from + limit);
  }

  close(): void {
    clearTimeout(this.idle);
  }

  /** A reading that has begun may miss what one is woken for now: the next one does not. */
  private readOn(): Promise<void> {
    if (this.reading === undefined) return this.begin();
    const next = () => {
      this.readingNext = undefined;
      return this.reading ?? this.begin();
    };
    return (this.readingNext ??= this.reading.then(next, next));
  }

  private begin(): Promise<void> {
    return (this.reading = this.take().finally(() => (this.reading = undefined)));
  }

  private async take(): Promise<void> {
    const events = [...this.events, ...(await this.read(this.end, PAGE_EVENTS))];
    const gone = Math.max(0, events.length - KEPT_EVENTS_MAX);
    this.before += gone;
    this.events = events.slice(gone);
  }
}
