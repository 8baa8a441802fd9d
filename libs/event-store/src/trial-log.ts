import { type Clock, isoInstant } from '@trueque/kernel';
import { placedAfter, recordedEvents } from './envelope.js';
import type { Append, AppendResult, Cause, EventLog, SeenCommand, StreamEnd } from './event-log.js';
import type { KeptEvent, PartitionHead, RecordedEvent } from './event-store.port.js';
import { GENESIS } from './hash-chain.js';
import { Signal } from './signal.js';

/** What was tried in one partition, after all that it held when the trial began. */
interface Tried {
  readonly head: PartitionHead;
  readonly events: RecordedEvent[];
  readonly streams: Map<string, RecordedEvent[]>;
}

/**
 * What would be if: a log over another, as that one was at the first look at each partition. What
 * is appended here is seen by this log's readers alone; the other log is only read.
 */
export class TrialLog implements EventLog {
  private readonly partitions = new Map<string, Promise<Tried>>();
  private readonly signal = new Signal();
  private readonly commands = new Map<string, SeenCommand>();

  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  async append(append: Append): Promise<AppendResult> {
    const { seen } = await this.lookUp(append);
    if (seen !== undefined) return { status: 'seen', seen };
    const tried = await this.tried(append.partition);
    const stream = tried.streams.get(append.stream) ?? [];
    const last = stream.at(-1);
    if (last && last.id !== append.after.lastId) return { status: 'raced' };
    const place = placedAfter(endOf(tried), append, isoInstant(this.clock.nowMs()));
    const events = recordedEvents(append, place);
    tried.events.push(...events);
    tried.streams.set(append.stream, [...stream, ...events]);
    const revision = append.after.revision + events.length;
    this.commands.set(keyOf(append), { commandDigest: append.commandDigest, events, revision });
    if (events.length > 0) this.signal.send(append.partition);
    return { status: 'appended', events };
  }

  async lookUp(cause: Cause): Promise<{ end: StreamEnd; seen: SeenCommand | undefined }> {
    const { end, seen } = await this.log.lookUp(cause);
    const last = (await this.tried(cause.partition)).streams.get(cause.stream)?.at(-1);
    return {
      end: last === undefined ? end : { revision: last.revision, lastId: last.id },
      seen: seen ?? this.commands.get(keyOf(cause)),
    };
  }

  async *readStream(
    partition: string,
    stream: string,
    afterRevision: number,
  ): AsyncGenerator<RecordedEvent> {
    const { head, streams } = await this.tried(partition);
    for await (const event of this.log.readStream(partition, stream, afterRevision)) {
      if (event.position > head.position) break;
      yield event;
    }
    yield* (streams.get(stream) ?? []).filter(({ revision }) => revision > afterRevision);
  }

  async readPartition(
    partition: string,
    afterPosition: number,
    limit: number,
    types?: readonly string[],
  ): Promise<readonly RecordedEvent[]> {
    const { head, events } = await this.tried(partition);
    const kept = await this.log.readPartition(partition, afterPosition, limit, types);
    const tried = events
      .slice(Math.max(0, afterPosition - head.position))
      .filter(({ type }) => types === undefined || types.includes(type));
    return [...kept.filter(({ position }) => position <= head.position), ...tried].slice(0, limit);
  }

  async readKept(
    partition: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly KeptEvent[]> {
    const events = await this.readPartition(partition, afterPosition, limit);
    return events.map(({ data, ...event }) => ({ ...event, text: JSON.stringify(data) }));
  }

  async heads(): Promise<readonly PartitionHead[]> {
    const heads = new Map((await this.log.heads()).map((head) => [head.partition, head]));
    for (const [partition, tried] of this.partitions) heads.set(partition, endOf(await tried));
    return [...heads.values()].filter(({ position }) => position > 0);
  }

  onAppended(listener: (partition: string) => void): () => void {
    return this.signal.listen(listener);
  }

  /** The other log stays open. */
  async close(): Promise<void> {
    this.signal.stop();
  }

  private tried(partition: string): Promise<Tried> {
    const begun = this.partitions.get(partition) ?? this.begin(partition);
    this.partitions.set(partition, begun);
    return begun;
  }

  private async begin(partition: string): Promise<Tried> {
    const heads = await this.log.heads();
    const head = heads.find((each) => each.partition === partition);
    const empty = { partition, position: 0, hash: GENESIS };
    return { head: head ?? empty, events: [], streams: new Map() };
  }
}

const endOf = ({ head, events }: Tried): PartitionHead => {
  const { partition, position, hash } = events.at(-1) ?? head;
  return { partition, position, hash };
};

const keyOf = ({ partition, stream, causedBy }: Cause): string =>
  [partition, stream, causedBy].join('\n');
