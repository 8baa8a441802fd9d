import { isoInstant } from '@trueque/kernel';
import { hash } from 'node:crypto';
import type { Cause } from './event-log.js';
import type { TransactOptions } from './event-store.port.js';
import type { Spelled } from './spelled.js';

const TEXT_LENGTH_MAX = 300;

/** The header of a command as it was spelled. Throws `RangeError` for what cannot be kept as text. */
export const causeOf = (stream: string, { bytes }: Spelled, options: TransactOptions): Cause => {
  const { partition, causedBy, actor, correlationId = causedBy } = options;
  checkText('partition', partition);
  checkText('stream', stream);
  checkText('causedBy', causedBy);
  checkText('correlationId', correlationId);
  checkText('actor', actor);
  return {
    partition,
    stream,
    causedBy,
    correlationId,
    actor,
    occurredAt: instantOf(options.occurredAt),
    commandDigest: hash('sha256', bytes, 'hex').slice(0, 32),
  };
};

/** What nearly all are; looked at letter by letter, which for so few is quicker than an expression. */
const isPlain = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
};

const checkText = (name: string, text: string): void => {
  if (text.length === 0 || text.length > TEXT_LENGTH_MAX)
    throw new RangeError(`${name} must have 1 to ${TEXT_LENGTH_MAX} characters`);
  // Neither control characters nor halves of a surrogate pair: PostgreSQL cannot keep them as text.
  if (!isPlain(text) && /[\p{Cc}\p{Cs}]/u.test(text))
    throw new RangeError(`${name} must be text without control characters`);
};

const instantOf = (text: string): string => {
  const epochMs = Date.parse(text);
  if (Number.isNaN(epochMs)) throw new RangeError(`occurredAt is no instant: ${text}`);
  return isoInstant(epochMs);
};
