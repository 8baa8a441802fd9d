import { TOPICS, type Topic } from '@trueque/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaAdmin, TopicState, TopicWish } from './kafka-client.port.js';
import type { KafkaSettings } from './kafka-settings.js';

/** A topic that would lose data, or events out of order; the message says which setting and why. */
export class TopicRefused extends Error {
  override readonly name = 'TopicRefused';
}

/** The topics of this installation, as they are on the broker. */
export interface Topics {
  /** The same for all, so that a market has the same partition number in each. */
  readonly partitions: number;
  /** Bytes that a broker takes at once for a partition. */
  readonly batchBytesMax: number;
  nameOf(topic: Topic): string;
  /** Where messages of a topic go that no consumer can read. */
  deadNameOf(topic: Topic): string;
  /** Undefined for a topic that is none of ours. */
  topicOf(name: string): Topic | undefined;
}

const REPLICATION_MAX = 3;
const BATCH_BYTES_MAX = 4 * 1024 * 1024;
const KAFKA_BATCH_BYTES = 1_048_588;
const TRIES_MAX = 20;
const WAIT_MS = 250;
/** As far as a broker can count: by itself it refuses what was recorded an hour ahead of its clock. */
const AHEAD_MS_MAX = '9223372036854775807';

/** Nothing is deleted by age or by size, and what was acknowledged is on every replica in sync. */
const keepsAll = (replication: number): Readonly<Record<string, string>> => ({
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'unclean.leader.election.enable': 'false',
  'min.insync.replicas': String(Math.max(1, replication - 1)),
  'max.message.bytes': String(BATCH_BYTES_MAX),
  'message.timestamp.after.max.ms': AHEAD_MS_MAX,
});

/**
 * Makes the topics that are missing and checks those that are there. Throws `TopicRefused` where a
 * topic would lose what was acknowledged, and `BrokerUnavailable`.
 */
export const ensureTopics = async (admin: KafkaAdmin, settings: KafkaSettings): Promise<Topics> => {
  const live = TOPICS.map((topic) => `${settings.prefix}${topic}`);
  const dead = live.map(deadName);
  const before = await admin.describe([...live, ...dead]);
  const wish = await wishOf(admin, settings, before);
  const there = new Set(before.map(({ name }) => name));
  const missing = [...live, ...dead].filter((name) => !there.has(name));
  await admin.create(missing.map((name) => ({ ...wish, name })));
  const states = await described(admin, live);
  return topicsOf(
    states.map((state) => checked(state, settings)),
    settings.prefix,
  );
};

/** A broker may hear of a topic a moment after it was made. */
const described = async (
  admin: KafkaAdmin,
  names: readonly string[],
): Promise<readonly TopicState[]> => {
  for (let tries = 1; ; tries += 1) {
    const states = await admin.describe(names);
    const absent = names.find((name) => !states.some((state) => state.name === name));
    if (absent === undefined) return states;
    if (tries === TRIES_MAX) throw new TopicRefused(`The topic ${absent} could not be made.`);
    await sleep(WAIT_MS);
  }
};

const deadName = (name: string): string => `${name}.dead`;

/** New topics get as many partitions as those that are there already. */
const wishOf = async (
  admin: KafkaAdmin,
  settings: KafkaSettings,
  before: readonly TopicState[],
): Promise<Omit<TopicWish, 'name'>> => {
  const brokers = await admin.brokersCount();
  const replication = settings.replication ?? Math.min(REPLICATION_MAX, brokers);
  if (replication > brokers)
    throw new TopicRefused(
      `KAFKA_REPLICATION asks for ${replication} replicas, and there are ${brokers} broker(s).`,
    );
  const partitions = before[0]?.partitions ?? settings.partitions;
  return { partitions, replication, config: keepsAll(replication) };
};

/** What each setting of a topic must be, and what would happen otherwise. */
const DEMANDS: readonly (readonly [
  name: string,
  holds: (value: string) => boolean,
  why: string,
])[] = [
  [
    'cleanup.policy',
    (value) => value === 'delete',
    'must be delete: compaction drops all but one event of a market',
  ],
  ['retention.ms', (value) => Number(value) === -1, 'must be -1: events would be deleted by age'],
  [
    'retention.bytes',
    (value) => Number(value) === -1,
    'must be -1: events would be deleted by size',
  ],
  [
    'unclean.leader.election.enable',
    (value) => value === 'false',
    'must be false: acknowledged events would be lost when a leader dies',
  ],
];

const checked = (state: TopicState, settings: KafkaSettings): TopicState => {
  const { name, config, replication } = state;
  for (const [setting, holds, why] of DEMANDS) {
    const value = config[setting] ?? '';
    if (!holds(value)) throw new TopicRefused(`Topic ${name}: ${setting} is ${value} and ${why}.`);
  }
  if (settings.replication !== undefined && replication < settings.replication)
    throw new TopicRefused(
      `Topic ${name} has ${replication} replica(s); KAFKA_REPLICATION asks for ${settings.replication}.`,
    );
  const inSync = Number(config['min.insync.replicas'] ?? 1);
  if (inSync > replication)
    throw new TopicRefused(
      `Topic ${name} has ${replication} replica(s) and min.insync.replicas is ${inSync}: ` +
        'no event could ever be published.',
    );
  if (replication > 1 && inSync < 2)
    throw new TopicRefused(
      `Topic ${name}: min.insync.replicas is ${inSync} and must be at least 2: ` +
        'an event on one broker alone is lost with it.',
    );
  return state;
};

const topicsOf = (states: readonly TopicState[], prefix: string): Topics => {
  const [first] = states;
  const partitions = first?.partitions ?? 0;
  const other = states.find((state) => state.partitions !== partitions);
  if (other !== undefined)
    throw new TopicRefused(
      `Topics ${first?.name} and ${other.name} have ${partitions} and ${other.partitions} partitions; ` +
        'they must be equal, so that one process reads all of a market.',
    );
  const sizes = states.map(({ config }) =>
    Number(config['max.message.bytes'] ?? KAFKA_BATCH_BYTES),
  );
  const nameOf = (topic: Topic) => `${prefix}${topic}`;
  return {
    partitions,
    batchBytesMax: Math.min(...sizes),
    nameOf,
    deadNameOf: (topic) => deadName(nameOf(topic)),
    topicOf: (name) => TOPICS.find((topic) => nameOf(topic) === name),
  };
};
