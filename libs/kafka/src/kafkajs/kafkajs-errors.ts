import { BrokerUnavailable, MessageTooLarge } from '../kafka-client.port.js';

interface KafkaJsError extends Error {
  readonly type?: string;
  readonly code?: string;
  readonly cause?: unknown;
}

const isKafkaJs = (error: unknown): error is KafkaJsError =>
  error instanceof Error && error.name.startsWith('KafkaJS');

/** The error that began it: kafkajs wraps it in what its retries say. */
const first = (error: KafkaJsError): KafkaJsError =>
  isKafkaJs(error.cause) ? first(error.cause) : error;

const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/ECONNREFUSED/, 'nothing listens there'],
  [
    /certificate/i,
    'its certificate is not trusted, or it wants one; see KAFKA_TLS_CA and KAFKA_TLS_CERT',
  ],
  [/ENOTFOUND|EAI_AGAIN/, 'there is no such host'],
  [/timeout|ETIMEDOUT/i, 'there is no answer'],
  [/SASL|authentication/i, 'it refuses this user or password'],
  [
    /ECONNRESET|disconnected|Closed connection/i,
    'it closed the connection: is it TLS that it wants?',
  ],
];

/** What a broker that answers may mean, by the type of its answer. */
const ANSWERS: Readonly<Record<string, string>> = {
  INVALID_TIMESTAMP:
    'refuses the time of a message: the clock of the database or of this machine is ahead of ' +
    "the broker's by more than the topic's message.timestamp.after.max.ms.",
  UNKNOWN_TOPIC_OR_PARTITION:
    'has no longer a topic that was there at the start: was it deleted? Starting any service makes ' +
    'it again; until then its events are read from the store.',
};

const reasonOf = ({ message, type = '' }: KafkaJsError): string => {
  if (ANSWERS[type] !== undefined) return ANSWERS[type];
  const reason = REASONS.find(([pattern]) => pattern.test(`${type} ${message}`))?.[1] ?? message;
  return `cannot be used: ${reason}. Is it running, and is KAFKA_BROKERS right?`;
};

/** Every error of kafkajs as one of ours; what is not of kafkajs is given back as it is. */
export const explained = (error: unknown, brokers: readonly string[]): unknown => {
  if (!isKafkaJs(error)) return error;
  const cause = first(error);
  if (cause.type === 'MESSAGE_TOO_LARGE' || cause.type === 'RECORD_LIST_TOO_LARGE')
    return new MessageTooLarge(cause.message, { cause: error });
  const text = `Kafka at ${brokers.join(',')} ${reasonOf(cause)}`;
  return new BrokerUnavailable(text, { cause: error });
};
