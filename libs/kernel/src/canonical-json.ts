import { createHash } from 'node:crypto';
import { CanonicalBytes } from './canonical-bytes.js';
import { CanonicalHash } from './canonical-hash.js';

const bytes = new CanonicalBytes();
const decoder = new TextDecoder();
const hashed = new CanonicalHash();

/** Canonical JSON as a text: what `CanonicalBytes` writes. */
export const canonicalJson = (value: unknown): string =>
  decoder.decode(bytes.restart().value(value).seen());

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 over the canonical JSON of a value, in hex. */
export const digest = (value: unknown): string => hashed.restart().value(value).hex();
