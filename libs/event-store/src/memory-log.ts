import { isoInstant } from '@trueque/kernel';
import type { Append, AppendResult, Cause, EventLog, SeenCommand, StreamEnd } from './event-log.js';
import { type Placed, placedAfter, recordedEvents } from './envelope.js';
import type { KeptEvent, PartitionHead, RecordedEvent } from './event-store.port.js';
import { GENESIS } from './hash-chain.js';
import { Signal } from './signal.js';

/** An event as text, as a database would keep it: nobody shares a record with the log. */
interface Row {
  readonly id: string;
  readonly revision: number;
  readonly hash: string;
  readonly text: string;
}

interface SeenRows {
  readonly commandDigest: string;
  readonly rows: readonly Row[];
  readonly revision: number;
}

interface Partition {
  readonly rows: Row[];
  readonly streams: Map<string, Row[]>;
  readonly commands: Map<string, SeenRows>;
}

/** Keeps events for as long as the process lives. */
export class MemoryLog implements EventLog {
  private readonly partitions = new Map<string, Partition>();
  private readonly signal = new Signal();

  constructor(private readonly nowMs: () => number) {}

  async append(append: Append): Promise<AppendResult> {
    const seen = this.seen(append);
    if (seen !== undefined) return { status: 'seen', seen };
    if (this.end(append).lastId !== append.after.lastId) return { status: 'raced' };
    const events = recordedEvents(append, this.place(append));
    this.keep(append, events);
    if (events.length > 0) this.signal.send(append.partition);
    return { status: 'appended', events };
  }

  async lookUp(cause: Cause): Promise<{ end: StreamEnd; seen: SeenCommand | undefined }> {
    return { end: this.end(cause), seen: this.seen(cause) };
  }

  async *readStream(
    partition: string,
    stream: string,
    afterRevision: number,
  ): AsyncGenerator<RecordedEvent> {
    const rows = this.partitions.get(partition)?.streams.get(stream) ?? [];
    for (const row of rows.slice(afterRevision)) yield recorded(row);
  }

  async readPartition(
    partition: string,
    afterPosition: number,
    limit: number,
    types?: readonly string[],
  ): Promise<readonly RecordedEvent[]> {
    const rows = this.partitions.get(partition)?.rows.slice(afterPosition) ?? [];
    if (types === undefined) return rows.slice(0, limit).map(recorded);
    const events = rows.map(recorded).filter(({ type }) => types.includes(type));
    return events.slice(0, limit);
  }

  async readKept(
    partition: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly KeptEvent[]> {
    return (await this.readPartition(partition, afterPosition, limit)).map(
      ({ data, ...event }) => ({
        ...event,
        text: JSON.stringify(data),
      }),
    );
  }

  async heads(): Promise<readonly PartitionHead[]> {
    return [...this.partitions]
      .map(([partition, { rows }]) => ({
        partition,
        position: rows.length,
        hash: rows.at(-1)?.hash ?? GENESIS,
      }))
      .filter(({ position }) => position > 0);
  }

  onAppended(listener: (partition: string) => void): () => void {
    return this.signal.listen(listener);
  }

  async close(): Promise<void> {
    this.signal.stop();
  }

  private place(append: Append): Placed {
    const { rows } = this.partition(append.partition);
    const hash = rows.at(-1)?.hash ?? GENESIS;
    return placedAfter({ position: rows.length, hash }, append, isoInstant(this.nowMs()));
  }

  private keep(append: Append, events: readonly RecordedEvent[]): void {
    const { rows, streams, commands } = this.partition(append.partition);
    const kept = events.map(rowOf);
    const stream = streams.get(append.stream) ?? [];
    streams.set(append.stream, stream);
    rows.push(...kept);
    stream.push(...kept);
    const revision = append.after.revision + kept.length;
    commands.set(key(append), { commandDigest: append.commandDigest, rows: kept, revision });
  }

  private end({ partition, stream }: Cause): StreamEnd {
    const last = this.partitions.get(partition)?.streams.get(stream)?.at(-1);
    return { revision: last?.revision ?? 0, lastId: last?.id };
  }

  private seen(cause: Cause): SeenCommand | undefined {
    const command = this.partitions.get(cause.partition)?.commands.get(key(cause));
    return command && { ...command, events: command.rows.map(recorded) };
  }

  private partition(name: string): Partition {
    const found = this.partitions.get(name);
    if (found !== undefined) return found;
    const made: Partition = { rows: [], streams: new Map(), commands: new Map() };
    this.partitions.set(name, made);
    return made;
  }
}

const key = ({ stream, causedBy }: Cause): string => `${stream}\n${causedBy}`;

const rowOf = (event: RecordedEvent): Row => ({
  id: event.id,
  revision: event.revision,
  hash: event.hash,
  text: JSON.stringify(event),
});

const recorded = ({ text }: Row): RecordedEvent => JSON.parse(text) as RecordedEvent;
