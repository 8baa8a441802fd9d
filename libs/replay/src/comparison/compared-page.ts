import { compareText } from '@trueque/kernel';
import type { Comparison, Outcome } from './compare.js';

/** A comparison with so many of its peers and communities, those first whose money changes most. */
export interface ComparedPage extends Comparison {
  readonly communitiesCount: number;
  readonly peersCount: number;
  /** Peer after which the next page begins; undefined on the last. */
  readonly last: string | undefined;
}

/** Of a large market nobody is sent everything: a page of peers, and as many communities. */
export const comparedPage = (
  comparison: Comparison,
  limit: number,
  after: string | undefined,
): ComparedPage => {
  const peers = comparison.peers.toSorted(byChange);
  const from = after === undefined ? 0 : peers.findIndex(({ id }) => id === after) + 1;
  const shown = peers.slice(from, from + limit);
  return {
    ...comparison,
    peers: shown,
    communities: comparison.communities.toSorted(byChange).slice(0, limit),
    communitiesCount: comparison.communities.length,
    peersCount: peers.length,
    last: from + limit < peers.length ? shown.at(-1)?.id : undefined,
  };
};

const byChange = (one: Outcome, other: Outcome): number =>
  Math.abs(other.change) - Math.abs(one.change) || compareText(one.id, other.id);
