import {
  bookDigest,
  type CaseCommunity,
  type CaseContract,
  type CaseFile,
  type CasePeer,
  type OffersEvent,
  type StandingOffer,
  type TradingRules,
} from '@trueque/contracts';
import { MTUS } from '@trueque/kernel';

type DataOf<Type extends OffersEvent['type']> = Extract<OffersEvent, { type: Type }>['data'];

/** What intake has said about one auction and its market, up to some moment. */
export interface Book {
  readonly auction: DataOf<'AuctionScheduled'> | undefined;
  readonly gate: DataOf<'GateClosed'> | undefined;
  readonly communities: readonly CaseCommunity[];
  readonly homes: ReadonlyMap<string, string>;
  readonly contracts: readonly AgreedContract[];
  /** Currency per kWh; undefined where the operator has set none. */
  readonly fallbackPrice: number | undefined;
  /** How the market is run; empty where nobody said anything. */
  readonly tradingRules: TradingRules;
  /** Its operator had suspended it. */
  readonly isSuspended: boolean;
  /** By offer id. */
  readonly offers: ReadonlyMap<string, StandingOffer>;
}

interface AgreedContract {
  readonly contractId: string;
  readonly contract: CaseContract;
  readonly validFrom: string;
  readonly validTo: string | undefined;
}

/** Folds the events of a market's and an auction's stream; built once per auction, so in place. */
export const bookOf = (events: Iterable<OffersEvent>): Book => {
  const book: BookDraft = {
    auction: undefined,
    gate: undefined,
    communities: [],
    homes: new Map(),
    contracts: [],
    fallbackPrice: undefined,
    tradingRules: {},
    isSuspended: false,
    offers: new Map(),
  };
  for (const event of events) {
    addMarketFact(book, event);
    addAuctionFact(book, event);
  }
  return book;
};

interface BookDraft extends Book {
  auction: Book['auction'];
  gate: Book['gate'];
  communities: CaseCommunity[];
  homes: Map<string, string>;
  contracts: AgreedContract[];
  fallbackPrice: Book['fallbackPrice'];
  tradingRules: Book['tradingRules'];
  isSuspended: boolean;
  offers: Map<string, StandingOffer>;
}

const addMarketFact = (book: BookDraft, { data, type }: OffersEvent): void => {
  if (type === 'CommunityRegistered') book.communities.push(data.community);
  if (type === 'PeerRegistered') book.homes.set(data.peerId, data.communityId);
  if (type === 'ContractAgreed') book.contracts.push({ ...data, validTo: data.validTo });
  if (type === 'FallbackPriceSet') book.fallbackPrice = data.price;
  if (type === 'TradingRulesSet') book.tradingRules = data.rules;
  if (type === 'ContractEnded') {
    book.contracts = book.contracts.map((known) =>
      known.contractId === data.contractId ? { ...known, validTo: data.validTo } : known,
    );
  }
};

const addAuctionFact = (book: BookDraft, { data, type }: OffersEvent): void => {
  if (type === 'AuctionScheduled') book.auction = data;
  if (type === 'OfferSubmitted' || type === 'OfferAmended') book.offers.set(data.offerId, data);
  if (type === 'OfferWithdrawn') book.offers.delete(data.offerId);
  if (type === 'AuctionSuspended') book.isSuspended = true;
  if (type === 'AuctionResumed') book.isSuspended = false;
  if (type === 'GateClosed') book.gate = data;
};

/** Why a book is not the one whose gate was closed, or undefined where it is exactly that. */
export const whyIncomplete = ({ auction, gate, offers }: Book): string | undefined => {
  if (auction === undefined) return 'the auction was never scheduled';
  if (gate === undefined) return 'the gate is not closed';
  if (offers.size !== gate.offersCount) {
    return `the gate closed on ${gate.offersCount} offers, the book holds ${offers.size}`;
  }
  const held = bookDigest(offers.values());
  return held === gate.bookDigest
    ? undefined
    : `the gate closed on the book ${gate.bookDigest}, the offers held make ${held}`;
};

/** The auction as a case: the peers that made an offer, and the contracts valid when delivery starts. */
export const caseOf = (book: Book): CaseFile => {
  const { auction, communities, contracts, homes, offers } = book;
  if (auction === undefined) throw new Error('a book without an auction is no case');
  const peers = [...offers.values()].map(({ offer, peerId }): CasePeer => ({
    id: peerId,
    community: homes.get(peerId)!,
    ...offer,
  }));
  const parties = new Set([...communities.map(({ id }) => id), ...peers.map(({ id }) => id)]);
  return {
    format: 'trueque-case/1',
    name: `${auction.marketId}/${auction.auctionId}`,
    currency: auction.currency,
    start: auction.start,
    mtu: MTUS.find((mtu) => mtu === auction.mtu)!,
    periods: auction.periods,
    rules: auction.rules,
    communities: [...communities],
    contracts: contracts
      .filter((agreed) => isValidAt(agreed, auction.start))
      .map(({ contract }) => contract)
      .filter(({ from, to }) => parties.has(from) && parties.has(to)),
    peers,
  };
};

const isValidAt = ({ validFrom, validTo }: AgreedContract, instant: string): boolean =>
  Date.parse(validFrom) <= Date.parse(instant) &&
  (validTo === undefined || Date.parse(instant) < Date.parse(validTo));
