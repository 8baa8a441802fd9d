import type { KeptEvent, PartitionHead, RecordedEvent } from './event-store.port.js';

/** Whose command it is and why: the part of the envelope that all events of one command share. */
export interface Cause {
  readonly partition: string;
  readonly stream: string;
  readonly causedBy: string;
  readonly correlationId: string;
  readonly actor: string;
  /** RFC 3339, UTC, to the millisecond. */
  readonly occurredAt: string;
  /** Tells a repeated command from another one under the same cause: 32 hex digits. */
  readonly commandDigest: string;
}

/** An event that has been checked against its declaration; `json` are the bytes that are kept and hashed. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
  readonly json: Buffer;
}

/** Appends only if the stream still ends in the event that was decided on; id and revision must both match. */
export interface Append extends Cause {
  readonly after: StreamEnd;
  readonly events: readonly NewEvent[];
}

export interface StreamEnd {
  readonly revision: number;
  /** Undefined before the first event. */
  readonly lastId: string | undefined;
}

/** What became of a command under this cause, when it came before. */
export interface SeenCommand {
  readonly commandDigest: string;
  readonly events: readonly RecordedEvent[];
  readonly revision: number;
}

export type AppendResult =
  | { readonly status: 'appended'; readonly events: readonly RecordedEvent[] }
  | { readonly status: 'seen'; readonly seen: SeenCommand }
  | { readonly status: 'raced' };

/** Where events are kept. The deciding store above it is the same for every log. */
export interface EventLog {
  /** Appends of one stream are done in the order of the calls. */
  append(append: Append): Promise<AppendResult>;
  /** The stream's end, and what this cause did to it before, if it came before. */
  lookUp(
    cause: Cause,
  ): Promise<{ readonly end: StreamEnd; readonly seen: SeenCommand | undefined }>;
  readStream(
    partition: string,
    stream: string,
    afterRevision: number,
  ): AsyncIterable<RecordedEvent>;
  readPartition(
    partition: string,
    afterPosition: number,
    limit: number,
    types?: readonly string[],
  ): Promise<readonly RecordedEvent[]>;
  readKept(partition: string, afterPosition: number, limit: number): Promise<readonly KeptEvent[]>;
  heads(): Promise<readonly PartitionHead[]>;
  onAppended(listener: (partition: string) => void): () => void;
  close(): Promise<void>;
}
