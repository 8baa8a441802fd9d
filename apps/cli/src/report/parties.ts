import type { CaseFile, CasePeer, ClearingAnswer } from '@trueque/contracts';

/** Who belongs where, and which communities matter most where not all can be drawn. */
export interface MarketParties {
  readonly communityOf: ReadonlyMap<string, string>;
  readonly gridPeers: ReadonlySet<string>;
  /** Communities that hold the main grid and nobody else. */
  readonly gridCommunities: ReadonlySet<string>;
  /** By the energy that their peers generate and use, the most first. */
  readonly communities: readonly string[];
}

export const partiesOf = (file: CaseFile, answer: ClearingAnswer): MarketParties => {
  const communityOf = new Map(file.peers.map(({ id, community }) => [id, community]));
  const members = file.peers.filter((peer) => !isGrid(peer));
  const peopled = new Set(members.map(({ community }) => community));
  return {
    communityOf,
    gridPeers: new Set(file.peers.filter(isGrid).map(({ id }) => id)),
    gridCommunities: new Set(file.communities.map(({ id }) => id).filter((id) => !peopled.has(id))),
    communities: byEnergy(file, answer, communityOf),
  };
};

const isGrid = ({ role }: CasePeer): boolean =>
  typeof role === 'string' ? role === 'grid' : role.includes('grid');

const byEnergy = (
  { communities }: CaseFile,
  { periods }: ClearingAnswer,
  communityOf: ReadonlyMap<string, string>,
): string[] => {
  const moved = new Map(communities.map(({ id }) => [id, 0]));
  for (const { generation, id, served } of periods.flatMap(({ peers }) => peers)) {
    const community = communityOf.get(id) ?? '';
    moved.set(community, (moved.get(community) ?? 0) + generation + served);
  }
  return [...moved].sort(([, one], [, other]) => other - one).map(([id]) => id);
};

/** Those of the first `most` communities by energy, in the order of the file. */
export const largestCommunities = ({ communities }: MarketParties, most: number): string[] =>
  communities
    .slice(0, most)
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
