import { isUnreachable } from '@trueque/postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Append } from '../event-log.js';
import { StoreUnavailable } from '../event-store.port.js';
import { unavailable } from './reached.js';

const COMMANDS_MAX = 128;
const EVENTS_MAX = 500;
const BYTES_MAX = 4_000_000;
/** One that the database works on, one that is on its way there, one on its way back. */
const BATCHES_SENT_MAX = 3;
/** How long to wait before each further attempt while the database is away. */
const BACK_OFF_MS = [50, 100, 200, 400, 800, 1600];

interface Waiting<Result> {
  readonly append: Append;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Sent<Result> {
  readonly batch: readonly Waiting<Result>[];
  readonly answer: Promise<readonly Result[]>;
  /** It has to be sent again before anything that follows it. */
  failed: boolean;
}

export interface Line<Result> {
  /** Batches are to arrive in the order in which they are sent. */
  readonly send: (batch: readonly Append[]) => Promise<readonly Result[]>;
  /** Whether a batch may be sent on the heels of another. */
  readonly mayFollow: () => boolean;
}

/**
 * The appends of one partition: while a batch is on its way, all that arrive wait and become the
 * next one. So a commit is shared by whoever happens to need one, and their order is kept. Under
 * load a full batch follows on the heels of the one before: the database then works on one while this
 * process answers another and makes the next. Smaller ones would be more commits, and slower.
 */
export class AppendQueue<Result> {
  private waiting: Waiting<Result>[] = [];
  private waitingEvents = 0;
  private sent: Sent<Result>[] = [];
  private running = false;

  constructor(private readonly line: Line<Result>) {}

  append(append: Append): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ append, resolve, reject });
      this.waitingEvents += append.events.length;
      if (this.sent.length > 0) this.sendFollowing();
      else if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // Whoever asks in the same turn shares the first commit.
    await Promise.resolve();
    while (this.waiting.length > 0 || this.sent.length > 0) {
      if (this.sent.length === 0) this.sendNext();
      this.sendFollowing();
      await this.settleFirst().catch((error) => this.rejectAll(error));
    }
    this.running = false;
  }

  private sendFollowing(): void {
    const isFull = this.waiting.length >= COMMANDS_MAX || this.waitingEvents >= EVENTS_MAX;
    const hasRoom = this.sent.length < BATCHES_SENT_MAX && !this.sent.some(({ failed }) => failed);
    if (isFull && hasRoom && this.line.mayFollow()) this.sendNext();
  }

  private sendNext(): void {
    const batch = this.takeBatch();
    const answer = this.line.send(batch.map(({ append }) => append));
    const sent = { batch, answer, failed: false };
    // Its turn to be settled comes after the one before it.
    answer.catch(() => (sent.failed = true));
    this.sent.push(sent);
  }

  /** As many as fit, and never two with one cause: the second must see what became of the first. */
  private takeBatch(): readonly Waiting<Result>[] {
    const causes = new Set<string>();
    let events = 0;
    let bytes = 0;
    let count = 0;
    for (const { append } of this.waiting) {
      const cause = `${append.stream}\n${append.causedBy}`;
      if (causes.has(cause) || count === COMMANDS_MAX) break;
      const eventsThen = events + append.events.length;
      bytes += append.events.reduce((sum, { json }) => sum + json.length, 0);
      if (count > 0 && (eventsThen > EVENTS_MAX || bytes > BYTES_MAX)) break;
      events = eventsThen;
      causes.add(cause);
      count += 1;
    }
    this.waitingEvents -= events;
    return byStream(this.waiting.splice(0, count));
  }

  /**
   * The database gets more to do before those are answered who will ask for more: they take their
   * time. Throws `StoreUnavailable` alone.
   */
  private async settleFirst(): Promise<void> {
    const [first] = this.sent;
    if (first === undefined) return;
    const { batch, answer } = first;
    try {
      const results = await this.answered(batch, answer);
      this.sent.shift();
      this.sendFollowing();
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      if (batch.length === 1) batch[0]?.reject(error);
      else await this.settleEach(batch);
      this.sent.shift();
    }
  }

  /** One of them cannot be kept: each is sent alone, so that it fails alone. */
  private async settleEach(batch: readonly Waiting<Result>[]): Promise<void> {
    for (const one of batch)
      try {
        const [result] = await this.answered([one], this.line.send([one.append]));
        one.resolve(result as Result);
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        one.reject(error);
      }
  }

  private rejectAll(error: unknown): void {
    const all = [...this.sent.flatMap(({ batch }) => batch), ...this.waiting];
    this.sent = [];
    this.waiting = [];
    this.waitingEvents = 0;
    for (const { reject } of all) reject(error);
  }

  /** A batch whose answer was lost may have been kept; sent again, it is then seen, not doubled. */
  private async answered(
    batch: readonly Waiting<Result>[],
    first: Sent<Result>['answer'],
  ): Promise<readonly Result[]> {
    let answer = first;
    for (const waitMs of [...BACK_OFF_MS, undefined]) {
      try {
        return await answer;
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        if (waitMs === undefined) throw unavailable(error);
        await sleep(waitMs);
        answer = this.line.send(batch.map(({ append }) => append));
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
