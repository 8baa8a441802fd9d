import type { CaseCommunity, CaseFile, CasePeer } from '@trueque/contracts';
import { compareText } from '@trueque/kernel';

/** Whether communities meet at one hub and nowhere else, as far as the rules alone can say. */
export const isDivisible = ({ communities, contracts, peers, rules }: CaseFile): boolean =>
  rules.structure === 'hybrid' &&
  rules.tradeCost === 'export' &&
  contracts.length === 0 &&
  communities.length > 1 &&
  peers.every(({ storage }) => storage === undefined);

/**
 * Divides a market: communities in the order of their ids, in runs of about as many peers, each run with
 * its offers a case of its own. At most `countMax` of them; in which one a community is, its market alone decides.
 */
export const districtsOf = (file: CaseFile, countMax: number): CaseFile[] => {
  const byCommunity = peersByCommunity(file);
  const districts = new Map<number, { communities: CaseCommunity[]; peers: CasePeer[] }>();
  let [before, last] = [0, 0];
  for (const community of [...file.communities].sort((a, b) => compareText(a.id, b.id))) {
    const peers = byCommunity.get(community.id) ?? [];
    if (peers.length > 0) last = Math.floor((before * countMax) / file.peers.length);
    before += peers.length;
    const district = districts.get(last) ?? { communities: [], peers: [] };
    districts.set(last, district);
    district.communities.push(community);
    for (const peer of peers) district.peers.push(peer);
  }
  return [...districts.values()].map((part) => ({ ...file, ...part }));
};

/** Each community of a district as a case of its own; one where nobody offers has nothing to say. */
export const communitiesOf = (district: CaseFile): CaseFile[] => {
  const byCommunity = peersByCommunity(district);
  return district.communities.map((community) => ({
    ...district,
    communities: [community],
    peers: byCommunity.get(community.id) ?? [],
  }));
};

const peersByCommunity = ({ peers }: CaseFile): ReadonlyMap<string, CasePeer[]> => {
  const found = new Map<string, CasePeer[]>();
  for (const peer of peers) {
    const known = found.get(peer.community);
    if (known === undefined) found.set(peer.community, [peer]);
    else known.push(peer);
  }
  return found;
};
