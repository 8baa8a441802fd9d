import { readFileSync } from 'node:fs';

export interface KafkaSettings {
  /** `host:port`, one or more. */
  readonly brokers: readonly string[];
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: SaslMechanism;
    readonly username: string;
    readonly password: string;
  };
  /** Begins the name of every topic and group, where several installations share a cluster. */
  readonly prefix: string;
  /** Of topics that are made new; those that exist keep theirs. */
  readonly partitions: number;
  /** Undefined takes three, or as many as there are brokers. */
  readonly replication?: number;
}

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
type SaslMechanism = (typeof MECHANISMS)[number];

/** Something in the environment that cannot be meant; the message says what is expected. */
export class KafkaSettingsError extends Error {
  override readonly name = 'KafkaSettingsError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `KAFKA_BROKERS`, `KAFKA_TLS` (`on`, `off`), `KAFKA_TLS_CA`, `KAFKA_TLS_CERT`, `KAFKA_TLS_KEY`
 * (files), `KAFKA_SASL_MECHANISM`, `KAFKA_SASL_USERNAME`, `KAFKA_SASL_PASSWORD`,
 * `KAFKA_TOPIC_PREFIX`, `KAFKA_PARTITIONS`, `KAFKA_REPLICATION`. Undefined without brokers.
 */
export const kafkaSettings = (env: Environment): KafkaSettings | undefined => {
  const brokers = brokersOf(env['KAFKA_BROKERS'] ?? '');
  if (brokers.length === 0) return undefined;
  const tls = tlsOf(env);
  const sasl = saslOf(env);
  const replication = env['KAFKA_REPLICATION'];
  return {
    brokers,
    prefix: prefixOf(env['KAFKA_TOPIC_PREFIX'] ?? ''),
    partitions: countOf('KAFKA_PARTITIONS', env['KAFKA_PARTITIONS'] || '12'),
    ...(replication && { replication: countOf('KAFKA_REPLICATION', replication) }),
    ...(tls && { tls }),
    ...(sasl && { sasl }),
  };
};

const brokersOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((broker) => {
      if (/^[^\s:/]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i.test(broker)) return broker;
      throw new KafkaSettingsError(
        `KAFKA_BROKERS must look like kafka1:9092,kafka2:9092; "${broker}" has no host and port.`,
      );
    });

const tlsOf = (env: Environment): KafkaSettings['tls'] => {
  const mode = env['KAFKA_TLS'] || (env['KAFKA_TLS_CA'] ? 'on' : 'off');
  if (mode === 'off') return undefined;
  if (mode !== 'on') throw new KafkaSettingsError(`KAFKA_TLS must be on or off; it is ${mode}.`);
  const files = [
    ['ca', 'KAFKA_TLS_CA'],
    ['cert', 'KAFKA_TLS_CERT'],
    ['key', 'KAFKA_TLS_KEY'],
  ] as const;
  return Object.fromEntries(
    files.flatMap(([part, name]) => (env[name] ? [[part, fileOf(name, env[name])]] : [])),
  );
};

const fileOf = (name: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new KafkaSettingsError(`${name} names ${path}, which cannot be read.`);
  }
};

const saslOf = (env: Environment): KafkaSettings['sasl'] => {
  const username = env['KAFKA_SASL_USERNAME'];
  if (!username) return undefined;
  const text = env['KAFKA_SASL_MECHANISM'] || 'scram-sha-512';
  const mechanism = MECHANISMS.find((known) => known === text.toLowerCase());
  if (mechanism === undefined)
    throw new KafkaSettingsError(
      `KAFKA_SASL_MECHANISM must be one of ${MECHANISMS.join(', ')}; it is ${text}.`,
    );
  return { mechanism, username, password: env['KAFKA_SASL_PASSWORD'] ?? '' };
};

const prefixOf = (text: string): string => {
  if (/^[A-Za-z0-9._-]{0,100}$/.test(text)) return text;
  throw new KafkaSettingsError(
    `KAFKA_TOPIC_PREFIX may have letters, digits, dots, dashes and underscores; it is ${text}.`,
  );
};

const countOf = (name: string, text: string): number => {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 10_000) return count;
  throw new KafkaSettingsError(`${name} must be a number from 1 to 10000; it is ${text}.`);
};
