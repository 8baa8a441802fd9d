import { CanonicalHash, inBytes } from '@trueque/kernel';
import type { Market, Peer } from './market.js';

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

const PEER = {
  battery: inBytes('"battery":'),
  bids: inBytes('"bids":'),
  community: inBytes(',"community":'),
  exportCost: inBytes(',"exportCost":'),
  id: inBytes(',"id":'),
  index: inBytes(',"index":'),
  loadKwh: inBytes(',"loadKwh":'),
  mustRunKwh: inBytes(',"mustRunKwh":'),
  roles: inBytes(',"roles":'),
  steps: inBytes(',"steps":'),
};

const writePeer = (hash: CanonicalHash, peer: Peer): void => {
  hash.write('{');
  if (peer.battery !== undefined) hash.raw(PEER.battery).value(peer.battery).write(',');
  hash.raw(PEER.bids).list(peer.bids, ({ energyKwh, value }) => {
    hash.raw(BID.energyKwh).numbers(energyKwh).raw(BID.value).numbers(value).write('}');
  });
  hash.raw(PEER.community).number(peer.community);
  hash.raw(PEER.exportCost).numbers(peer.exportCost);
  hash.raw(PEER.id).text(peer.id);
  hash.raw(PEER.index).number(peer.index);
  hash.raw(PEER.loadKwh).numbers(peer.loadKwh);
  hash.raw(PEER.mustRunKwh).numbers(peer.mustRunKwh);
  hash.raw(PEER.roles).list(peer.roles, (role) => hash.text(role));
  hash.raw(PEER.steps).list(peer.steps, ({ cost, energyKwh }) => {
    hash.raw(STEP.cost).numbers(cost).raw(STEP.energyKwh).numbers(energyKwh).write('}');
  });
  hash.write('}');
};

const BID = { energyKwh: inBytes('{"energyKwh":'), value: inBytes(',"value":') };
const STEP = { cost: inBytes('{"cost":'), energyKwh: inBytes(',"energyKwh":') };
