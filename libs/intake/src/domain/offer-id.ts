import { digest } from '@trueque/kernel';

const ID_LENGTH_MAX = 64;

/** The id of an offer that was given none: a peer has one offer in an auction. */
export const offerIdOf = (auctionId: string, peerId: string): string => {
  const id = `${auctionId}.${peerId}`;
  return id.length <= ID_LENGTH_MAX ? id : digest([auctionId, peerId]);
};
