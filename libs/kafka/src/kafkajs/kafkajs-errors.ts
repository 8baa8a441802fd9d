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

/** Every error of kafkajs as one of ours; what is not of kafkajs is given back as it is. */
export const explained = (error: unknown, brokers: readonly string[]): unknown => {
  if (!isKafkaJs(error)) return error;
  const { message, type = '' } = first(error);
  if (type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE')
    return new MessageTooLarge(message, { cause: error });
  if (type === 'INVALID_TIMESTAMP')
    return new BrokerUnavailable(
      `Kafka at ${brokers.join(',')} refuses the time of a message: the clock of the database or of this ` +
        "machine is ahead of the broker's by more than the topic's message.timestamp.after.max.ms.",
      { cause: error },
    );
  const reason = REASONS.find(([pattern]) => pattern.test(`${type} ${message}`))?.[1] ?? message;
  return new BrokerUnavailable(
    `Kafka at ${brokers.join(',')} cannot be used: ${reason}. ` +
      'Is it running, and is KAFKA_BROKERS right?',
    { cause: error },
  );
};
