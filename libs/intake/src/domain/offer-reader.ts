/** Whose offer it is. */
export interface OfferOwner {
  readonly peerId: string;
  /** Undefined where the peer is not registered any more. */
  readonly communityId: string | undefined;
}

/** A peer reads its own offers and a manager those of its community; other roles were judged by the policy. */
export const mayReadOffer = (actor: string, { communityId, peerId }: OfferOwner): boolean => {
  const [role] = actor.split(':', 1);
  if (role === 'peer') return actor === `peer:${peerId}`;
  if (role !== 'manager') return true;
  return communityId !== undefined && actor === `manager:${communityId}`;
};
