import { bookDigest, type OffersEvent } from '@trueque/contracts';
import { bookOf, caseOf, whyIncomplete } from './book.js';

const ids = { marketId: 'm', auctionId: 'a' };
const rules = {
  structure: 'hybrid',
  tradeCost: 'export',
  pricing: 'marginal',
  shortage: 'reject',
} as const;

const market: OffersEvent[] = [
  { type: 'CommunityRegistered', data: { marketId: 'm', community: { id: 'A' } } },
  { type: 'CommunityRegistered', data: { marketId: 'm', community: { id: 'B' } } },
  ...['p', 'q'].map((peerId, index): OffersEvent => ({
    type: 'PeerRegistered',
    data: { marketId: 'm', peerId, communityId: index === 0 ? 'A' : 'B', role: 'prosumer' },
  })),
  {
    type: 'AuctionScheduled',
    data: {
      ...ids,
      start: '2026-01-02T00:00:00Z',
      mtu: 'PT1H',
      periods: 1,
      gateClosesAt: '2026-01-01T12:00:00Z',
      rules,
      currency: 'EUR',
    },
  },
];

const offered = (peerId: string, load: number): OffersEvent => ({
  type: 'OfferSubmitted',
  data: { ...ids, offerId: `o-${peerId}`, peerId, offer: { role: 'prosumer', load } },
});

const closed = (events: readonly OffersEvent[], offersCount: number): OffersEvent => ({
  type: 'GateClosed',
  data: {
    ...ids,
    closedAt: '2026-01-01T12:00:00Z',
    offersCount,
    bookDigest: bookDigest(bookOf(events).offers.values()),
  },
});

const agreed = (contractId: string, validFrom: string, validTo?: string): OffersEvent => ({
  type: 'ContractAgreed',
  data: {
    marketId: 'm',
    contractId,
    contract: { from: 'A', to: 'B', exportCost: 0.01 },
    validFrom,
    ...(validTo === undefined ? {} : { validTo }),
  },
});

describe('the book of an auction', () => {
  const open = [...market, offered('p', 3), offered('q', 4)];

  it('is complete when it holds what the gate closed on', () => {
    expect(whyIncomplete(bookOf([...open, closed(open, 2)]))).toBeUndefined();
  });

  it('says when an offer is missing', () => {
    const events = [...market, offered('p', 3), closed(open, 2)];
    expect(whyIncomplete(bookOf(events))).toBe('the gate closed on 2 offers, the book holds 1');
  });

  it('says when an offer is not the one the gate closed on', () => {
    const events = [...market, offered('p', 3), offered('q', 5), closed(open, 2)];
    expect(whyIncomplete(bookOf(events))).toContain('the offers held make');
  });

  it('says when the gate is open or the auction unknown', () => {
    expect(whyIncomplete(bookOf(open))).toBe('the gate is not closed');
    expect(whyIncomplete(bookOf([]))).toBe('the auction was never scheduled');
  });

  it('follows amendments and withdrawals', () => {
    const book = bookOf([
      ...open,
      {
        type: 'OfferAmended',
        data: { ...ids, offerId: 'o-p', peerId: 'p', offer: { role: 'consumer', load: 1 } },
      },
      { type: 'OfferWithdrawn', data: { ...ids, offerId: 'o-q', peerId: 'q' } },
    ]);
    expect(caseOf(book).peers).toEqual([{ id: 'p', community: 'A', role: 'consumer', load: 1 }]);
  });

  it('takes the contracts that are valid when delivery starts', () => {
    const contractsOf = (...contracts: OffersEvent[]) =>
      caseOf(bookOf([...open, ...contracts])).contracts;
    const past = agreed('past', '2025-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
    expect(contractsOf(past)).toEqual([]);
    expect(contractsOf(agreed('now', '2026-01-02T00:00:00Z'))).toHaveLength(1);
    expect(contractsOf(agreed('later', '2026-01-03T00:00:00Z'))).toEqual([]);
    expect(
      contractsOf(agreed('ended', '2025-01-01T00:00:00Z'), {
        type: 'ContractEnded',
        data: { marketId: 'm', contractId: 'ended', validTo: '2026-01-01T00:00:00Z' },
      }),
    ).toEqual([]);
  });
});
