import type { Contract, Market, Party } from '../market/market.js';

/** A contract with the sellers and buyers for whom no more specific contract speaks. */
export interface Coverage {
  readonly contract: number;
  readonly sellers: readonly Party[];
  readonly buyers: readonly Party[];
}

/**
 * The most specific contract of a pair wins: peer→peer, peer→community, community→peer,
 * community→community. Peers that a contract names are told apart from the rest of their community;
 * sellers with the same buyers share one coverage. Inside a community a contract changes nothing,
 * and where communities do not matter (`p2p`) only contracts between peers count.
 */
export const coveragesOf = (market: Market): Coverage[] => {
  const contracts = market.contracts.map((contract, index) => ({ contract, index }));
  const applying = contracts.filter(({ contract }) => applies(market, contract));
  const byParties = new Map(applying.map(({ contract, index }) => [pairKey(contract), index]));
  const [sellers, buyers] = [sellersNamed(applying), buyersNamed(applying)];
  return applying.flatMap(({ contract, index }) =>
    grouped(
      partiesOf(contract.from, sellers).map((seller) => ({
        seller,
        buyers: partiesOf(contract.to, buyers).filter(
          (buyer) => mostSpecific(byParties, seller, buyer) === index,
        ),
      })),
    ).map((parties) => ({ contract: index, ...parties })),
  );
};

type Indexed = { readonly contract: Contract; readonly index: number };

const applies = ({ rules }: Market, { from, to }: Contract): boolean =>
  from.community !== to.community &&
  (rules.structure !== 'p2p' || (from.peer !== undefined && to.peer !== undefined));

/** Peers that some contract names as seller, or as buyer: they cannot be pooled with the others. */
export const sellersNamed = (contracts: readonly Indexed[]): readonly Party[] =>
  distinctPeers(contracts.map(({ contract }) => contract.from));

export const buyersNamed = (contracts: readonly Indexed[]): readonly Party[] =>
  distinctPeers(contracts.map(({ contract }) => contract.to));

const distinctPeers = (parties: readonly Party[]): Party[] => [
  ...new Map(
    parties.filter(({ peer }) => peer !== undefined).map((party) => [party.peer, party]),
  ).values(),
];

const partiesOf = (side: Party, named: readonly Party[]): Party[] =>
  side.peer !== undefined
    ? [side]
    : [side, ...named.filter(({ community }) => community === side.community)];

const mostSpecific = (
  byParties: ReadonlyMap<string, number>,
  seller: Party,
  buyer: Party,
): number | undefined => {
  const wide = (party: Party): Party => ({ community: party.community, peer: undefined });
  const inOrder: [Party, Party][] = [
    [seller, buyer],
    [seller, wide(buyer)],
    [wide(seller), buyer],
    [wide(seller), wide(buyer)],
  ];
  for (const [from, to] of inOrder) {
    const index = byParties.get(pairKey({ from, to }));
    if (index !== undefined) return index;
  }
  return undefined;
};

const partyKey = ({ community, peer }: Party): string => `${community}/${peer ?? ''}`;

const pairKey = ({ from, to }: { readonly from: Party; readonly to: Party }): string =>
  `${partyKey(from)}→${partyKey(to)}`;

const grouped = (
  rows: readonly { readonly seller: Party; readonly buyers: readonly Party[] }[],
): { sellers: Party[]; buyers: readonly Party[] }[] => {
  const byBuyers = new Map<string, { sellers: Party[]; buyers: readonly Party[] }>();
  for (const { seller, buyers } of rows) {
    if (buyers.length === 0) continue;
    const key = buyers.map(partyKey).join();
    const group = byBuyers.get(key) ?? { sellers: [], buyers };
    group.sellers.push(seller);
    byBuyers.set(key, group);
  }
  return [...byBuyers.values()];
};
