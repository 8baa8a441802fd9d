import type { GridTariff } from './facts.js';

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

/** Network revenue belongs to the contract it was earned under, else to the seller's community. */
export const networkAccount = (contractOrCommunity: string): string =>
  `network:${contractOrCommunity}`;

/** Congestion rent is kept apart per direction: it belongs to nobody until a rule says to whom. */
export const congestionAccount = (from: string, to: string): string => `congestion:${from}→${to}`;
