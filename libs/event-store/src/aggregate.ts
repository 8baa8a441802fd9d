import type { StreamEnd } from './event-log.js';
import type { RecordedEvent } from './event-store.port.js';

/** A state and the event it ends in. */
export interface Folded<State> extends StreamEnd {
  readonly state: State;
  /** Settles when the events it rests on are kept (`true`) or never will be (`false`). */
  readonly kept: Promise<boolean>;
}

const KEPT = Promise.resolve(true);

/**
 * One stream folded, kept between commands. `committed` holds only what the log has confirmed;
 * `tip` runs ahead of it with events that are on their way, so that many callers on one stream
 * decide one after the other and still share a commit. When one of them fails the tip falls back:
 * those after it were decided on events that never happened, and the log refuses them as well,
 * because the stream does not end in the event they name.
 */
export class Aggregate<State> {
  private committedState: Folded<State>;
  private tipState: Folded<State>;
  private fresh = false;
  private refreshing: Promise<void> | undefined;
  /** Counts the times the tip was put back, so that one failure puts it back once. */
  private epoch = 0;

  constructor(
    private readonly evolve: (state: State, event: RecordedEvent) => State,
    initial: State,
    private readonly readAfter: (revision: number) => AsyncIterable<RecordedEvent>,
  ) {
    this.committedState = { state: initial, revision: 0, lastId: undefined, kept: KEPT };
    this.tipState = this.committedState;
  }

  get committed(): Folded<State> {
    return this.committedState;
  }

  /** What the next command is decided on. Read it and `advance` without waiting in between. */
  get tip(): Folded<State> {
    return this.tipState;
  }

  /** Whether the cache is not known to be behind the log; else `refresh` before deciding. */
  get isFresh(): boolean {
    return this.fresh;
  }

  /** Reads what the log has beyond the cache; callers at the same time share one reading. */
  refresh(): Promise<void> {
    this.refreshing ??= this.catchUp().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  advance(next: Folded<State>): void {
    const { epoch } = this;
    this.tipState = next;
    void next.kept.then((kept) => (kept ? this.commit(next) : this.fallBack(epoch)));
  }

  /** Somebody else wrote to the stream: read before the next decision. */
  markStale(): void {
    this.fresh = false;
  }

  private async catchUp(): Promise<void> {
    let folded = this.committedState;
    for await (const event of this.readAfter(folded.revision)) folded = this.step(folded, event);
    this.fresh = true;
    if (folded.revision <= this.committedState.revision) return;
    const overtaken =
      this.tipState === this.committedState || this.tipState.revision < folded.revision;
    this.committedState = folded;
    if (overtaken) this.putBack();
  }

  private step({ state }: Folded<State>, event: RecordedEvent): Folded<State> {
    const { revision, id: lastId } = event;
    return { state: this.evolve(state, event), revision, lastId, kept: KEPT };
  }

  private commit(next: Folded<State>): void {
    if (next.revision > this.committedState.revision) this.committedState = next;
  }

  private fallBack(epoch: number): void {
    this.fresh = false;
    if (epoch === this.epoch) this.putBack();
  }

  private putBack(): void {
    this.epoch += 1;
    this.tipState = this.committedState;
  }
}
