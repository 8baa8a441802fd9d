import type { Clock, Decider, Declined, DomainEvent } from '@trueque/kernel';

/** An event as it is kept. `position` has no gaps within its partition, `revision` none within its stream; both start at 1. */
export interface RecordedEvent<Event extends DomainEvent = DomainEvent> {
  readonly partition: string;
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  /** UUIDv7. */
  readonly id: string;
  readonly type: Event['type'];
  readonly version: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly causedBy: string;
  readonly correlationId: string;
  readonly actor: string;
  readonly data: Event['data'];
  /** SHA-256 chained over the partition, hex. */
  readonly hash: string;
}

/** An event with its data as the text that is kept, for those who carry it on without reading it. */
export type KeptEvent = Omit<RecordedEvent, 'data'> & { readonly text: string };

/** Where a command comes from. Time and identity are arguments: the store reads neither clock nor chance for a decision. */
export interface TransactOptions {
  /** The log partition the stream lives in for ever: the market's id. */
  readonly partition: string;
  /** The request or event behind the command. Unique per stream: a repeated cause has no second effect. */
  readonly causedBy: string;
  readonly correlationId?: string;
  readonly actor: string;
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
  /** Revisions of the stream that the command was meant for; with any other nothing is decided. */
  readonly onlyIfRevision?: readonly number[];
}

export type TransactOutcome<Event extends DomainEvent, Reason extends string> =
  | {
      readonly status: 'accepted' | 'repeated';
      readonly events: readonly RecordedEvent<Event>[];
      readonly revision: number;
      /** What of an accepted command was not taken; it is not kept, and a repeated one does not tell it. */
      readonly declined?: readonly Declined<Reason>[];
    }
  | { readonly status: 'refused'; readonly reason: Reason; readonly detail: string };

export interface PartitionHead {
  readonly partition: string;
  readonly position: number;
  readonly hash: string;
}

export interface EventStore {
  /**
   * The only way to write: folds the stream, decides, appends what was decided, all or nothing. A
   * revision taken by someone else meanwhile is read and decided again, at most three times.
   * An accepted decision without events appends nothing, and its cause is remembered all the same.
   * Throws `CauseConflict` where the cause came before with another command, `OtherRevision` where it
   * was meant for another revision, `RevisionConflict` where the race was lost every time,
   * `InvalidEvent` and `StoreUnavailable`.
   */
  transact<Command, State, Event extends DomainEvent, Reason extends string>(
    decider: Decider<Command, State, Event, Reason>,
    id: string,
    command: Command,
    options: TransactOptions,
  ): Promise<TransactOutcome<Event, Reason>>;

  /** State of one aggregate now, for questions that need no command; revision 0 where there is none. */
  load<Command, State, Event extends DomainEvent, Reason extends string>(
    decider: Decider<Command, State, Event, Reason>,
    id: string,
    partition: string,
  ): Promise<{ readonly state: State; readonly revision: number }>;

  /**
   * Events of a stream in order of revision, streamed, all or those after one, each in the shape of its
   * type's current version. Throws `UnreadableEvent` where one is newer than this program or not of its shape.
   */
  readStream(
    partition: string,
    stream: string,
    afterRevision?: number,
  ): AsyncIterable<RecordedEvent>;

  /**
   * Up to `limit` events of a partition after a position, in order, in the shape of the current
   * version; what cannot be read so comes as it was recorded, for not every reader takes every event.
   * Only those of `types` where it names any: the others are not fetched.
   */
  readPartition(
    partition: string,
    afterPosition: number,
    limit: number,
    types?: readonly string[],
  ): Promise<readonly RecordedEvent[]>;

  /** As `readPartition`, of whatever version each was kept in. */
  readKept(partition: string, afterPosition: number, limit: number): Promise<readonly KeptEvent[]>;

  heads(): Promise<readonly PartitionHead[]>;

  /** Calls back after commits, coalesced, never inside the transaction. Returns how to stop. */
  onAppended(listener: (partition: string) => void): () => void;

  /**
   * A store over this one, as it is now, in which anything may be tried: what is appended to it is
   * seen by its own readers alone, and is gone with it.
   */
  trial(clock: Clock): EventStore;

  close(): Promise<void>;
}

/** The same cause came before with another command: a forged or mistaken retry. */
export class CauseConflict extends Error {
  override readonly name = 'CauseConflict';
}

/** The command was meant for another revision of the stream than it has. */
export class OtherRevision extends Error {
  override readonly name = 'OtherRevision';

  constructor(
    message: string,
    readonly revision: number,
  ) {
    super(message);
  }
}

/** Others wrote to the stream between every reading and its decision: try again, it was a race. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
}

/** An event of a type nobody declared, or not of its type's shape: a bug of the decider; nothing was kept. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

/**
 * The database cannot be reached or refuses to work. Try again later with the same cause: whether
 * the last attempt was kept is unknown when the connection broke, and a repeat does no harm.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Injection token of the store. */
export const EVENT_STORE = 'EventStore';
