import { CanonicalHash } from '@trueque/kernel';
import type { Market, Peer, Series } from './market.js';

/**
 * SHA-256 of the canonical case: the same input, the same hash, in whatever order it came. Peers, which are
 * most of a market, are written by their shape; what is named here are all members of a market, by name.
 */
export const inputHash = (market: Market): string => {
  const hash = new CanonicalHash();
  hash.write('{"communities":').value(market.communities);
  hash.write(',"contracts":').value(market.contracts);
  hash.write(',"mtu":').text(market.mtu);
  hash.write(',"name":').text(market.name).write(',"peers":');
  hash.list(market.peers, (peer) => writePeer(hash, peer));
  hash.write(',"periodsCount":').number(market.periodsCount);
  hash.write(',"rules":').value(market.rules);
  return hash.write(',"start":').text(market.start).write('}').hex();
};

const writePeer = (hash: CanonicalHash, peer: Peer): void => {
  hash.write('{');
  if (peer.battery !== undefined) hash.write('"battery":').value(peer.battery).write(',');
  hash.write('"bids":').list(peer.bids, ({ energyKwh, value }) => {
    writePair(hash, ['energyKwh', energyKwh], ['value', value]);
  });
  hash.write(',"community":').number(peer.community);
  hash.write(',"exportCost":').numbers(peer.exportCost);
  hash.write(',"id":').text(peer.id);
  hash.write(',"index":').number(peer.index);
  hash.write(',"loadKwh":').numbers(peer.loadKwh);
  hash.write(',"mustRunKwh":').numbers(peer.mustRunKwh);
  hash.write(',"roles":').list(peer.roles, (role) => hash.text(role));
  hash.write(',"steps":').list(peer.steps, ({ cost, energyKwh }) => {
    writePair(hash, ['cost', cost], ['energyKwh', energyKwh]);
  });
  hash.write('}');
};

type Named = readonly [name: string, series: Series];

const writePair = (hash: CanonicalHash, first: Named, second: Named): void => {
  hash.write('{"').write(first[0]).write('":').numbers(first[1]);
  hash.write(',"').write(second[0]).write('":').numbers(second[1]).write('}');
};
