import { chain } from '../hash-chain.js';
import type { Break } from './diagnosis.js';
import type { Link } from './link.js';

/** A hash that was kept apart from the events, with its position. */
export interface KeptHash {
  readonly position: number;
  /** Hex. */
  readonly hash: string;
}

/** Goes along the chain after a position, link by link. */
export class Walk {
  constructor(
    public position: number,
    /** Of the event at `position`, hex. */
    public hash: string,
    private readonly kept: readonly KeptHash[],
  ) {}

  /** What is wrong with the next link; `unfit` if its hash is not the chain's. */
  step(link: Link): Break | 'unfit' | undefined {
    if (link.position !== this.position + 1) return missing(this.position + 1);
    const expected = chain(this.hash, link, link.leaf);
    if (expected !== link.hash) return 'unfit';
    this.hash = expected;
    this.position += 1;
    const kept = this.kept.find(({ position }) => position === this.position);
    return kept === undefined || kept.hash === this.hash ? undefined : rewritten(this.position);
  }
}

export const missing = (position: number): Break => ({
  position,
  reason: 'missing',
  detail: 'it was recorded and is not there',
});

export const rewritten = (position: number): Break => ({
  position,
  reason: 'rewritten',
  detail: 'the events up to here fit together, but not with the hash that was kept apart from them',
});
