import type { Pool } from 'pg';
import type { Break } from './diagnosis.js';
import { hashBefore, type Link, readLinks } from './link.js';
import { type KeptHash, missing, Walk } from './walk.js';

/** Events of one partition after a position, up to another: what one thread verifies at a time. */
export interface Span {
  readonly partition: string;
  readonly after: number;
  readonly upTo: number;
}

export interface VerifiedSpan extends Span {
  /** Up to here the events are as they were recorded. */
  readonly verifiedUpTo: number;
  /** Hash of the last of them, hex. */
  readonly hash: string;
  readonly broken?: SpanBreak;
}

/** `unfit`: its hash is not the chain's; why, a look at its neighbours tells (`explainBreak`). */
export type SpanBreak = Break | { readonly position: number; readonly reason: 'unfit' };

export interface SpanOptions {
  readonly kept?: readonly KeptHash[];
  /** Sees every event of the span, those after a break too. */
  readonly onLink?: (link: Link) => Promise<void> | void;
}

/**
 * Recomputes every hash of a span from the stored bytes, beginning with the stored hash before it:
 * that one is verified by the span before. So spans can be verified in any order, and by many.
 */
export const verifySpan = async (
  log: Pool,
  span: Span,
  { kept = [], onLink }: SpanOptions = {},
): Promise<VerifiedSpan> => {
  const { after, partition, upTo } = span;
  const walk = new Walk(after, await hashBefore(log, partition, after + 1), kept);
  let broken: SpanBreak | undefined;
  for await (const link of readLinks(log, partition, after, upTo)) {
    broken ??= breakOf(walk, link);
    await onLink?.(link);
  }
  if (walk.position < upTo) broken ??= missing(walk.position + 1);
  return { ...span, verifiedUpTo: walk.position, hash: walk.hash, ...(broken && { broken }) };
};

const breakOf = (walk: Walk, link: Link): SpanBreak | undefined => {
  const broken = walk.step(link);
  return broken === 'unfit' ? { position: link.position, reason: 'unfit' } : broken;
};
