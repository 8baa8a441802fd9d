import { given } from '@trueque/kernel/testing';
import {
  type SetStandingOffer,
  standingEntries,
  standingOffersOfMarket,
  type StandingOffersEvent,
} from './standing-offers.decider.js';

const home = { marketId: 'harbour', peerId: 'home', actor: 'peer:home' };
const set = (
  load: number | number[],
  changes: Partial<SetStandingOffer> = {},
): SetStandingOffer => ({
  ...{ type: 'SetStandingOffer', ...home, offer: { load } },
  facts: { peer: { role: 'consumer' } },
  ...changes,
});
const withdraw = { type: 'WithdrawStandingOffer', ...home } as const;
const names = { marketId: 'harbour', peerId: 'home' };
const said = (version: number, load: number): StandingOffersEvent => ({
  type: 'StandingOfferSet',
  data: { ...names, version, offer: { role: 'consumer', load } },
});
const withdrawn = (version: number): StandingOffersEvent => ({
  type: 'StandingOfferWithdrawn',
  data: { ...names, version },
});

describe('a standing offer', () => {
  it('is a version more with each change, and the same again is none', () => {
    given(standingOffersOfMarket).when(set(1)).then(said(1, 1));
    given(standingOffersOfMarket, said(1, 1)).when(set(2)).then(said(2, 2));
    given(standingOffersOfMarket, said(1, 1)).when(set(1)).thenNothing();
  });

  it('is withdrawn as a version too, and may come again', () => {
    given(standingOffersOfMarket, said(1, 1)).when(withdraw).then(withdrawn(2));
    given(standingOffersOfMarket, said(1, 1), withdrawn(2)).when(withdraw).thenNothing();
    given(standingOffersOfMarket, said(1, 1), withdrawn(2)).when(set(1)).then(said(3, 1));
    given(standingOffersOfMarket).when(withdraw).thenRejected('standing-offer-unknown');
  });

  it('is changed by who read its newest version', () => {
    const stale = set(3, { onlyIf: ['1'] });
    given(standingOffersOfMarket, said(1, 1), said(2, 2))
      .when(stale)
      .thenRejected('changed-meanwhile');
    const fresh = set(3, { onlyIf: ['2'] });
    given(standingOffersOfMarket, said(1, 1), said(2, 2)).when(fresh).then(said(3, 3));
  });

  it('is a peer’s own', () => {
    const another = set(1, { actor: 'peer:P9' });
    given(standingOffersOfMarket).when(another).thenRejected('not-your-offer');
    const unknown = set(1, { facts: { peer: null } });
    given(standingOffersOfMarket).when(unknown).thenRejected('peer-unknown');
  });

  it('keeps to the limits of prices, and its series to one length', () => {
    const dear = set(1, {
      offer: { bids: [{ power: 1, value: 2 }] },
      facts: { peer: { role: 'consumer' }, limits: { cap: 1 } },
    });
    given(standingOffersOfMarket).when(dear).thenRejected('price-above-cap');
    const mixed = set(1, { offer: { load: [1, 2], exportCost: [1, 2, 3] } });
    given(standingOffersOfMarket).when(mixed).thenRejected('offer-invalid');
    given(standingOffersOfMarket)
      .when(set([1, 2]))
      .thenAccepted();
  });

  it('enters auctions until it is withdrawn', () => {
    const { evolve, initial } = standingOffersOfMarket;
    const state = evolve(evolve(initial, said(1, 1)), said(2, 2));
    expect(standingEntries(state)).toEqual([
      { peerId: 'home', version: 2, offer: { role: 'consumer', load: 2 } },
    ]);
    expect(standingEntries(evolve(state, withdrawn(3)))).toEqual([]);
  });
});
