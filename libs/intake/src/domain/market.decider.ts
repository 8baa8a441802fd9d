import { accept, type Decider, type Decision, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import { type DataOf, type EventOf, sameContent } from './offers-event.js';

/** What an operator can say about a market: who belongs to it, and who agreed what with whom. */
export type MarketCommand =
  | { readonly type: 'OpenMarket'; readonly market: DataOf<'MarketOpened'> }
  | { readonly type: 'RegisterCommunity'; readonly registration: DataOf<'CommunityRegistered'> }
  | { readonly type: 'RegisterPeer'; readonly registration: DataOf<'PeerRegistered'> }
  | { readonly type: 'AgreeContract'; readonly agreement: DataOf<'ContractAgreed'> }
  | { readonly type: 'EndContract'; readonly end: DataOf<'ContractEnded'> }
  | { readonly type: 'SetFallbackPrice'; readonly setting: DataOf<'FallbackPriceSet'> };

export type MarketEvent = EventOf<
  | 'MarketOpened'
  | 'CommunityRegistered'
  | 'PeerRegistered'
  | 'ContractAgreed'
  | 'ContractEnded'
  | 'FallbackPriceSet'
>;

export type MarketRefusal =
  | 'market-exists'
  | 'market-unknown'
  | 'community-exists'
  | 'community-unknown'
  | 'peer-exists'
  | 'contract-exists'
  | 'contract-unknown'
  | 'contract-party-unknown'
  | 'contract-owner-unknown'
  | 'contract-with-itself'
  | 'contract-cost-unclear'
  | 'contract-validity-empty'
  | 'contract-overlaps'
  | 'contract-ended';

/** As agreed, and until when: an end that was agreed later takes the place of the first. */
export interface Agreement {
  readonly agreed: DataOf<'ContractAgreed'>;
  readonly validTo: string | undefined;
}

export interface Market {
  readonly opened: DataOf<'MarketOpened'> | null;
  readonly communities: PersistentMap<string, DataOf<'CommunityRegistered'>>;
  readonly peers: PersistentMap<string, DataOf<'PeerRegistered'>>;
  readonly contracts: PersistentMap<string, Agreement>;
  readonly fallbackPrice: number | null;
}

type MarketDecision = Decision<MarketEvent, MarketRefusal>;

export const market: Decider<MarketCommand, Market, MarketEvent, MarketRefusal> = {
  category: 'market',

  initial: {
    opened: null,
    communities: PersistentMap(),
    peers: PersistentMap(),
    contracts: PersistentMap(),
    fallbackPrice: null,
  },

  decide: (command, state) => {
    switch (command.type) {
      case 'OpenMarket':
        return openMarket(command.market, state);
      case 'RegisterCommunity':
        return inMarket(command.registration, state, registerCommunity);
      case 'RegisterPeer':
        return inMarket(command.registration, state, registerPeer);
      case 'AgreeContract':
        return inMarket(command.agreement, state, agreeContract);
      case 'EndContract':
        return inMarket(command.end, state, endContract);
      case 'SetFallbackPrice':
        return inMarket(command.setting, state, setFallbackPrice);
    }
  },

  evolve: (state, { type, data }) => {
    switch (type) {
      case 'MarketOpened':
        return { ...state, opened: data };
      case 'CommunityRegistered':
        return { ...state, communities: state.communities.set(data.community.id, data) };
      case 'PeerRegistered':
        return { ...state, peers: state.peers.set(data.peerId, data) };
      case 'ContractAgreed':
        return withAgreement(state, { agreed: data, validTo: data.validTo });
      case 'ContractEnded': {
        const agreement = state.contracts.get(data.contractId);
        return agreement ? withAgreement(state, { ...agreement, validTo: data.validTo }) : state;
      }
      case 'FallbackPriceSet':
        return { ...state, fallbackPrice: data.price };
    }
  },
};

const withAgreement = (state: Market, agreement: Agreement): Market => ({
  ...state,
  contracts: state.contracts.set(agreement.agreed.contractId, agreement),
});

const openMarket = (data: DataOf<'MarketOpened'>, { opened }: Market): MarketDecision => {
  if (!opened) return accept({ type: 'MarketOpened', data });
  if (sameContent(opened, data)) return accept();
  return reject(
    'market-exists',
    `Market ${data.marketId} was opened before with other settings. Give the new one another id.`,
  );
};

const inMarket = <Data extends { readonly marketId: string }>(
  data: Data,
  state: Market,
  decide: (data: Data, state: Market) => MarketDecision,
): MarketDecision =>
  state.opened
    ? decide(data, state)
    : reject('market-unknown', `There is no market ${data.marketId}. Open it first.`);

const registerCommunity = (data: DataOf<'CommunityRegistered'>, state: Market): MarketDecision => {
  const { id } = data.community;
  const before = state.communities.get(id);
  if (before && sameContent(before, data)) return accept();
  if (before)
    return reject(
      'community-exists',
      `Community ${id} was registered before with other limits. Give the new one another id.`,
    );
  if (state.peers.has(id))
    return reject('peer-exists', `${id} is the id of a peer. Give the community another id.`);
  return accept({ type: 'CommunityRegistered', data });
};

const registerPeer = (data: DataOf<'PeerRegistered'>, state: Market): MarketDecision => {
  const { peerId, communityId } = data;
  const before = state.peers.get(peerId);
  if (before && sameContent(before, data)) return accept();
  if (before)
    return reject(
      'peer-exists',
      `Peer ${peerId} was registered before, in community ${before.communityId} as ${before.role}. Give the new one another id.`,
    );
  if (state.communities.has(peerId))
    return reject('community-exists', `${peerId} is a community. Give the peer another id.`);
  if (!state.communities.has(communityId))
    return reject(
      'community-unknown',
      `There is no community ${communityId} for peer ${peerId}. Register it first.`,
    );
  return accept({ type: 'PeerRegistered', data });
};

const agreeContract = (data: DataOf<'ContractAgreed'>, state: Market): MarketDecision => {
  const before = state.contracts.get(data.contractId)?.agreed;
  if (before && sameContent(before, data)) return accept();
  if (before)
    return reject(
      'contract-exists',
      `Contract ${data.contractId} was agreed before on other terms. End it and agree a new one under another id.`,
    );
  return (
    termsProblem(data) ??
    partiesProblem(data, state) ??
    ownerProblem(data, state) ??
    overlapProblem(data, state) ??
    accept({ type: 'ContractAgreed', data })
  );
};

const termsProblem = (data: DataOf<'ContractAgreed'>): MarketDecision | undefined => {
  const { from, to, exportCost, surcharge } = data.contract;
  if (from === to)
    return reject('contract-with-itself', `Contract ${data.contractId} is from ${from} to itself.`);
  if ((exportCost === undefined) === (surcharge === undefined))
    return reject(
      'contract-cost-unclear',
      `Contract ${data.contractId} must give either exportCost or surcharge, and not both.`,
    );
  return data.validTo !== undefined && !isBefore(data.validFrom, data.validTo)
    ? emptyValidity(data.contractId, data.validFrom, data.validTo)
    : undefined;
};

const partiesProblem = (data: DataOf<'ContractAgreed'>, state: Market) => {
  const { from, to } = data.contract;
  const unknown = [from, to].filter((id) => !state.communities.has(id) && !state.peers.has(id));
  return unknown.length === 0
    ? undefined
    : reject(
        'contract-party-unknown',
        `Contract ${data.contractId} names ${unknown.join(' and ')}, neither a community nor a peer of market ${data.marketId}. Register it first.`,
      );
};

/** Network operators are no members of the market; peers and communities that own are. */
const ownerProblem = (
  { contractId, marketId, owner = '' }: DataOf<'ContractAgreed'>,
  state: Market,
) => {
  const [, kind, id = ''] = /^(peer|community):(.+)$/.exec(owner) ?? [];
  const isKnown =
    kind === undefined || (kind === 'peer' ? state.peers.has(id) : state.communities.has(id));
  return isKnown
    ? undefined
    : reject(
        'contract-owner-unknown',
        `Contract ${contractId} is owned by ${kind} ${id}, which is not in market ${marketId}. Register it first.`,
      );
};

const overlapProblem = (data: DataOf<'ContractAgreed'>, state: Market) => {
  const { from, to } = data.contract;
  const other = state.contracts.find(
    ({ agreed, validTo }) =>
      agreed.contract.from === from &&
      agreed.contract.to === to &&
      isBefore(data.validFrom, validTo) &&
      isBefore(agreed.validFrom, data.validTo),
  );
  return other
    ? reject(
        'contract-overlaps',
        `From ${from} to ${to} contract ${other.agreed.contractId} holds from ${other.agreed.validFrom} to ${other.validTo ?? 'further notice'}. End it first, or begin later.`,
      )
    : undefined;
};

const endContract = (data: DataOf<'ContractEnded'>, state: Market): MarketDecision => {
  const agreement = state.contracts.get(data.contractId);
  if (!agreement)
    return reject(
      'contract-unknown',
      `There is no contract ${data.contractId} in market ${data.marketId}.`,
    );
  const { agreed, validTo } = agreement;
  if (validTo !== undefined && Date.parse(validTo) === Date.parse(data.validTo)) return accept();
  if (!isBefore(data.validTo, validTo))
    return reject(
      'contract-ended',
      `Contract ${data.contractId} ends at ${validTo} already; it cannot be made longer. Agree a new one.`,
    );
  if (!isBefore(agreed.validFrom, data.validTo))
    return emptyValidity(data.contractId, agreed.validFrom, data.validTo);
  return accept({ type: 'ContractEnded', data });
};

const setFallbackPrice = (
  data: DataOf<'FallbackPriceSet'>,
  { fallbackPrice }: Market,
): MarketDecision =>
  data.price === fallbackPrice ? accept() : accept({ type: 'FallbackPriceSet', data });

const emptyValidity = (contractId: string, validFrom: string, validTo: string) =>
  reject(
    'contract-validity-empty',
    `Contract ${contractId} would hold from ${validFrom} to ${validTo}: the end must come after the beginning.`,
  );

/** No end is later than every instant. */
const isBefore = (instant: string, end: string | undefined): boolean =>
  end === undefined || Date.parse(instant) < Date.parse(end);
