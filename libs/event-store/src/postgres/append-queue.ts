import { isUnreachable } from '@trueque/postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Append } from '../event-log.js';
import { StoreUnavailable } from '../event-store.port.js';
import { unavailable } from './reached.js';

const EVENTS_MAX = 500;
const CHARACTERS_MAX = 4_000_000;
/** How long to wait before each further attempt while the database is away. */
const BACK_OFF_MS = [50, 100, 200, 400, 800, 1600];

interface Waiting<Result> {
  readonly append: Append;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The appends of one partition: while one batch is on its way, all that arrive wait and become the
 * next one. So a commit is shared by whoever happens to need one, and their order is kept.
 */
export class AppendQueue<Result> {
  private waiting: Waiting<Result>[] = [];
  private running = false;

  constructor(private readonly send: (batch: readonly Append[]) => Promise<readonly Result[]>) {}

  append(append: Append): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ append, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // Whoever asks in the same turn shares the first commit.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.settle(this.takeBatch());
    this.running = false;
  }

  /** As many as fit, and never two with one cause: the second must see what became of the first. */
  private takeBatch(): readonly Waiting<Result>[] {
    const causes = new Set<string>();
    let events = 0;
    let characters = 0;
    let count = 0;
    for (const { append } of this.waiting) {
      const cause = `${append.stream}\n${append.causedBy}`;
      events += append.events.length;
      characters += append.events.reduce((sum, { text }) => sum + text.length, 0);
      if (causes.has(cause)) break;
      if (count > 0 && (events > EVENTS_MAX || characters > CHARACTERS_MAX)) break;
      causes.add(cause);
      count += 1;
    }
    const batch = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    return byStream(batch);
  }

  private async settle(batch: readonly Waiting<Result>[]): Promise<void> {
    try {
      const results = await this.sendUntilReached(batch.map(({ append }) => append));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      if (error instanceof StoreUnavailable) this.rejectAll(batch, error);
      else if (batch.length === 1) batch[0]?.reject(error);
      // One of them cannot be kept: send each alone, so that it fails alone.
      else for (const one of batch) await this.settle([one]);
    }
  }

  private rejectAll(batch: readonly Waiting<Result>[], error: StoreUnavailable): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const { reject } of [...batch, ...waiting]) reject(error);
  }

  /** A batch whose answer was lost may have been kept; sent again, it is then seen, not doubled. */
  private async sendUntilReached(batch: readonly Append[]): Promise<readonly Result[]> {
    for (const waitMs of [...BACK_OFF_MS, undefined]) {
      try {
        return await this.send(batch);
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        if (waitMs === undefined) throw unavailable(error);
        await sleep(waitMs);
      }
    }
    throw new StoreUnavailable('The event store was never asked.');
  }
}

/** Commands of one stream together, streams in the order of their first command. */
const byStream = <Result>(batch: readonly Waiting<Result>[]): readonly Waiting<Result>[] => {
  const streams = new Map<string, Waiting<Result>[]>();
  for (const one of batch) {
    const stream = streams.get(one.append.stream);
    if (stream === undefined) streams.set(one.append.stream, [one]);
    else stream.push(one);
  }
  return [...streams.values()].flat();
};
