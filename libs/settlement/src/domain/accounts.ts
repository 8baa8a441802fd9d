import type { ClearedTrade, GridTariff } from './facts.js';

/** Account of a peer: `grid:G` for the main grid, `peer:P3` for everyone else. */
export type PeerAccount = (peerId: string) => string;

export const peerAccounts = (grids: readonly GridTariff[]): PeerAccount => {
  const accounts = new Map(grids.map(({ peerId }) => [peerId, gridAccount(peerId)]));
  return (peerId) => {
    const account = accounts.get(peerId) ?? `peer:${peerId}`;
    accounts.set(peerId, account);
    return account;
  };
};

/** The account that deviations are balanced against: of a grid peer, or of a community without one. */
export const gridAccount = (id: string): string => `grid:${id}`;

/**
 * Who is paid the cost of a trade's link: whoever owns the contract it was made under; where nobody is
 * named, an account of the contract's own; without a contract, the network of the seller's community.
 */
export const linkAccount = ({
  owner,
  contract,
  sellerCommunityId,
}: Pick<ClearedTrade, 'owner' | 'contract' | 'sellerCommunityId'>): string =>
  owner?.account ?? `network:${contract ?? sellerCommunityId}`;

/** The peer that an account is of; undefined where it is of none. */
export const peerOf = (account: string): string | undefined => /^peer:(.+)$/.exec(account)?.[1];

/** Congestion rent is kept apart per direction: it belongs to nobody until a rule says to whom. */
export const congestionAccount = (from: string, to: string): string => `congestion:${from}→${to}`;
