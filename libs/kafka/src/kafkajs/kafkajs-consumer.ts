import type { Consumer, EachBatchPayload, IHeaders, Kafka, KafkaMessage } from 'kafkajs';
import type {
  BatchHandler,
  ConsumeOptions,
  IncomingMessage,
  KafkaConsumer,
} from '../kafka-client.port.js';
import { sameNumberAssigner } from './same-number-assigner.js';

/**
 * Settings with which a dead coordinator is survived in seconds (measured). The session is the
 * shortest that brokers allow: so long nobody has the partitions of a process that was killed.
 */
const SESSION_MS = 6_000;
const HEARTBEAT_MS = 1_500;
const FETCH_WAIT_MS = 250;
const COMMIT_EVERY_MS = 1_000;
const RESTART_MS = 1_000;

/** One member of a group. Offsets are a hint: what was done is known by positions in the database. */
export class KafkaJsConsumer implements KafkaConsumer {
  assigned: ReadonlySet<number> | undefined;
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private consumer: Consumer | undefined;
  private closed = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: ConsumeOptions,
    private readonly handler: BatchHandler,
    private readonly explain: (error: unknown) => unknown,
  ) {}

  get paused(): readonly string[] {
    return [...this.waiting.keys()];
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.waiting.values()) clearTimeout(timer);
    await this.consumer?.disconnect();
  }

  /** Joins the group; throws `BrokerUnavailable`. */
  async run(): Promise<void> {
    const { groupId, topics, partitionsAtOnce } = this.options;
    const consumer = this.kafka.consumer({
      groupId,
      partitionAssigners: [sameNumberAssigner],
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    this.consumer = consumer;
    this.watch(consumer);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        autoCommitInterval: COMMIT_EVERY_MS,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: partitionsAtOnce,
        eachBatch: (payload) => this.handle(payload),
      });
    } catch (error) {
      throw this.explain(error);
    }
  }

  private watch(consumer: Consumer): void {
    const { CRASH, GROUP_JOIN, REBALANCING } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload }) => {
      this.assigned = new Set(Object.values(payload.memberAssignment).flat());
    });
    consumer.on(REBALANCING, () => (this.assigned = undefined));
    consumer.on(CRASH, ({ payload: { error, restart } }) => {
      this.assigned = undefined;
      const reason = this.explain(error);
      this.options.onTrouble(reason instanceof Error ? reason.message : String(reason));
      // kafkajs restarts itself after what it thinks may pass; we after everything else.
      if (!restart) setTimeout(() => void this.restart(), RESTART_MS).unref();
    });
  }

  private async restart(): Promise<void> {
    while (!this.closed) {
      try {
        await this.consumer?.disconnect().catch(() => undefined);
        if (!this.closed) await this.run();
        return;
      } catch (error) {
        this.options.onTrouble(error instanceof Error ? error.message : String(error));
        await new Promise((next) => setTimeout(next, RESTART_MS));
      }
    }
  }

  private async handle(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, resolveOffset, isRunning, isStale } = payload;
    if (!isRunning() || isStale()) return;
    const { topic, partition } = batch;
    const beat = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      const messages = batch.messages.map(incoming);
      const outcome = await this.handler({ topic, partition, messages });
      if (outcome !== 'done') return this.pause(payload, outcome.retryInMs);
      resolveOffset(batch.lastOffset());
      // A commit that fails costs a repeat after the next start, and nothing else.
      await payload.commitOffsetsIfNecessary().catch(() => undefined);
    } finally {
      clearInterval(beat);
    }
  }

  /** The offset was not resolved, so the same messages are fetched again when it goes on. */
  private pause({ batch: { topic, partition }, pause }: EachBatchPayload, forMs: number): void {
    const resume = pause();
    const name = `${topic}/${partition}`;
    const timer = setTimeout(() => {
      this.waiting.delete(name);
      if (!this.closed) resume();
    }, forMs);
    this.waiting.set(name, timer.unref());
  }
}

const incoming = ({ offset, key, value, headers = {} }: KafkaMessage): IncomingMessage => ({
  offset,
  key: key?.toString('utf8') ?? '',
  value,
  headers: textsOf(headers),
});

const textsOf = (headers: IHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value;
      return last === undefined ? [] : [[name, last.toString()]];
    }),
  );
