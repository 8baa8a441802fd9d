import { hash } from 'node:crypto';

/**
 * Each event's hash covers the hash before it, its position, the time it was recorded and its leaf:
 *
 *     leaf = SHA-256(JSON array of the header, a line feed, the payload's exact text)
 *     hash = SHA-256(hash before, position, recorded at in ms, leaf)
 *
 * Position and time are 8 bytes, big-endian; the first event follows 32 zero bytes. The leaf is
 * made where the event is made, the chain where positions are given (`es.append_batch`).
 */
export const GENESIS: Buffer = Buffer.alloc(32);

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
  readonly text: string;
}

export const leafOf = (fields: LeafFields): Buffer => {
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
  return hash('sha256', `${JSON.stringify(header)}\n${fields.text}`, 'buffer');
};

/** The event's place: what the database decides. */
export interface Place {
  readonly position: number;
  /** RFC 3339, UTC, to the millisecond. */
  readonly recordedAt: string;
}

export const chain = (before: Buffer, place: Place, leaf: Buffer): Buffer => {
  const bytes = Buffer.alloc(80);
  before.copy(bytes, 0);
  bytes.writeBigInt64BE(BigInt(place.position), 32);
  bytes.writeBigInt64BE(BigInt(Date.parse(place.recordedAt)), 40);
  leaf.copy(bytes, 48);
  return hash('sha256', bytes, 'buffer');
};
