import {
  bookDigest,
  type CaseCommunity,
  type CaseContract,
  type CaseFile,
  type CasePeer,
  type OffersEvent,
  type StandingOffer,
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
  const book = {
    auction: undefined as Book['auction'],
    gate: undefined as Book['gate'],
    communities: [] as CaseCommunity[],
    homes: new Map<string, string>(),
    contracts: [] as AgreedContract[],
    offers: new Map<string, StandingOffer>(),
  };
  for (const event of events) {
    switch (event.type) {
      case 'CommunityRegistered':
        book.communities.push(event.data.community);
        break;
      case 'PeerRegistered':
        book.homes.set(event.data.peerId, event.data.communityId);
        break;
      case 'ContractAgreed':
        book.contracts.push({ ...event.data, validTo: event.data.validTo });
        break;
      case 'ContractEnded':
        book.contracts = book.contracts.map((known) =>
          known.contractId === event.data.contractId
            ? { ...known, validTo: event.data.validTo }
            : known,
        );
        break;
      case 'AuctionScheduled':
        book.auction = event.data;
        break;
      case 'OfferSubmitted':
      case 'OfferAmended':
        book.offers.set(event.data.offerId, event.data);
        break;
      case 'OfferWithdrawn':
        book.offers.delete(event.data.offerId);
        break;
      case 'GateClosed':
        book.gate = event.data;
        break;
      case 'MarketOpened':
      case 'MeterReadingsRecorded':
        break;
    }
  }
  return book;
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
