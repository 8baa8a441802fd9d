import { CanonicalBytes } from '@trueque/kernel';
import { hash } from 'node:crypto';
import { writeInt64 } from './int64.js';

/**
 * Each event's hash covers the hash before it, its position, the time it was recorded and its leaf:
 *
 *     leaf = SHA-256(JSON array of the header, a line feed, the payload's exact text)
 *     hash = SHA-256(hash before, position, recorded at in ms, leaf)
 *
 * Position and time are 8 bytes, big-endian; the first event follows 32 zero bytes. The leaf is
 * made where the event is made, the chain where positions are given (`es.append_batch`). Here all
 * are hex.
 */
export const GENESIS = '00'.repeat(32);

export interface LeafFields {
  readonly partition: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly causedBy: string;
  readonly correlationId: string;
  readonly actor: string;
  /** Of the command; kept with its first event only. */
  readonly commandDigest: string | null;
  /** As text or as its bytes. */
  readonly text: string | Uint8Array;
}

const bytes = new CanonicalBytes();

export const leafOf = (fields: LeafFields): string => {
  const header = [
    fields.partition,
    fields.stream,
    fields.revision,
    fields.id,
    fields.type,
    fields.version,
    fields.occurredAt,
    fields.causedBy,
    fields.correlationId,
    fields.actor,
    fields.commandDigest,
  ];
  bytes.restart().value(header).write('\n');
  if (typeof fields.text === 'string') bytes.utf8(fields.text);
  else bytes.raw(fields.text);
  return hash('sha256', bytes.seen(), 'hex');
};

/** The event's place: what the database decides. */
export interface Place {
  readonly position: number;
  /** RFC 3339, UTC, to the millisecond. */
  readonly recordedAt: string;
}

/** What is hashed of a place in the chain, one at a time. */
const link = Buffer.alloc(80);

export const chain = (before: string, place: Place, leaf: string): string => {
  // A hash that somebody cut short must not be completed by the one before.
  link.fill(0);
  link.write(before, 0, 'hex');
  writeInt64(link, place.position, 32);
  writeInt64(link, Date.parse(place.recordedAt), 40);
  link.write(leaf, 48, 'hex');
  return hash('sha256', link, 'hex');
};
