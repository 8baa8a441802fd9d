/**
 * All that this program asks of a Kafka client, without any client's own types: another client is
 * another implementation of this file, and passes the same contract test.
 */
export interface KafkaClient {
  readonly admin: KafkaAdmin;
  /** Connected; throws `BrokerUnavailable`. */
  producer(): Promise<KafkaProducer>;
  /** Joins the group and brings batches to the handler until it is closed. */
  consume(options: ConsumeOptions, handler: BatchHandler): Promise<KafkaConsumer>;
  /** Where a key goes among so many partitions, as every Kafka client has it. */
  partitionOf(key: string, partitionsCount: number): number;
}

export interface OutgoingMessage {
  readonly key: string;
  /** Text is sent as UTF-8; null for a message without a body. */
  readonly value: Buffer | string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestampMs?: number;
}

export interface KafkaProducer {
  /**
   * Resolves once all replicas in sync have all of them, in this order. One partition a send; sends
   * to one partition wait for one another, since in any other way messages were lost when brokers
   * died. Throws `BrokerUnavailable` (some may have been kept), `MessageTooLarge`.
   */
  send(topic: string, partition: number, messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

export interface IncomingMessage {
  readonly offset: string;
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Messages of one topic partition, in order. */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IncomingMessage[];
}

/** `done` moves on; `retryInMs` pauses this partition so long and brings the same batch again. */
export type BatchOutcome = 'done' | { readonly retryInMs: number };

export type BatchHandler = (batch: Batch) => Promise<BatchOutcome>;

export interface ConsumeOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** How many partitions are handled at a time. */
  readonly partitionsAtOnce: number;
  /** Told what keeps it from consuming; it goes on trying by itself. */
  readonly onTrouble: (reason: string) => void;
}

export interface KafkaConsumer {
  /**
   * Partition numbers this member has; undefined while the group is being balanced. A number means
   * that partition of every topic, so that all messages of one key meet in one process.
   */
  readonly assigned: ReadonlySet<number> | undefined;
  /** Partitions that wait for `retryInMs`, as `topic/partition`. */
  readonly paused: readonly string[];
  /** Lets the batches at hand finish and leaves the group. */
  close(): Promise<void>;
}

export interface TopicWish {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface TopicState {
  readonly name: string;
  readonly partitions: number;
  /** The least of its partitions. */
  readonly replication: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface KafkaAdmin {
  brokersCount(): Promise<number>;
  /** Topics that are missing are missing from the answer. */
  describe(names: readonly string[]): Promise<readonly TopicState[]>;
  /** A topic that somebody else made meanwhile is no error. */
  create(topics: readonly TopicWish[]): Promise<void>;
}

/** No broker answers, or not now; the message names the address, never a password. */
export class BrokerUnavailable extends Error {
  override readonly name = 'BrokerUnavailable';
}

/** The broker refuses a message for its size. */
export class MessageTooLarge extends Error {
  override readonly name = 'MessageTooLarge';
}
