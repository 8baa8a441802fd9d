import { given } from '@trueque/kernel/testing';
import { type MarketCommand, type MarketEvent, market } from './market.decider.js';
import { type DataOf } from './offers-event.js';

const marketId = 'harbour';
const settings: DataOf<'MarketOpened'> = {
  marketId,
  name: 'Harbour',
  currency: 'EUR',
  timeZone: 'Europe/Madrid',
  mtu: 'PT1H',
  rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
};
const opened: MarketEvent = { type: 'MarketOpened', data: settings };
const community = (id: string, importLimit?: number): MarketEvent => ({
  type: 'CommunityRegistered',
  data: { marketId, community: { id, ...(importLimit === undefined ? {} : { importLimit }) } },
});
const peer = (peerId: string, communityId = 'C1'): MarketEvent => ({
  type: 'PeerRegistered',
  data: { marketId, peerId, communityId, role: 'prosumer' },
});
const peopled = [opened, community('C1'), community('C2'), peer('P1')];

const agreement = (changes: Partial<DataOf<'ContractAgreed'>> = {}): DataOf<'ContractAgreed'> => ({
  marketId,
  contractId: 'K1',
  contract: { from: 'C1', to: 'C2', exportCost: 0.01 },
  validFrom: '2030-01-01T00:00:00Z',
  ...changes,
});
const agreed = (changes: Partial<DataOf<'ContractAgreed'>> = {}): MarketEvent => ({
  type: 'ContractAgreed',
  data: agreement(changes),
});
const agree = (changes: Partial<DataOf<'ContractAgreed'>> = {}): MarketCommand => ({
  type: 'AgreeContract',
  agreement: agreement(changes),
});
const end = (validTo: string, contractId = 'K1'): MarketCommand => ({
  type: 'EndContract',
  end: { marketId, contractId, validTo },
});

describe('opening a market', () => {
  it('opens it once', () => {
    given(market).when({ type: 'OpenMarket', market: settings }).then(opened);
    given(market, opened).when({ type: 'OpenMarket', market: settings }).thenNothing();
  });

  it('refuses other settings under the same id', () =>
    given(market, opened)
      .when({ type: 'OpenMarket', market: { ...settings, currency: 'USD' } })
      .thenRejected('market-exists'));
});

describe('registering communities and peers', () => {
  const registerPeer = (peerId: string, communityId = 'C1'): MarketCommand => ({
    type: 'RegisterPeer',
    registration: { marketId, peerId, communityId, role: 'prosumer' },
  });
  const registerCommunity = (id: string, importLimit?: number): MarketCommand => ({
    type: 'RegisterCommunity',
    registration: {
      marketId,
      community: { id, ...(importLimit === undefined ? {} : { importLimit }) },
    },
  });

  it('takes a community and a peer of it', () => {
    given(market, opened).when(registerCommunity('C1')).then(community('C1'));
    given(market, opened, community('C1')).when(registerPeer('P1')).then(peer('P1'));
  });

  it('adds nothing when the same is said again', () => {
    given(market, ...peopled)
      .when(registerCommunity('C1'))
      .thenNothing();
    given(market, ...peopled)
      .when(registerPeer('P1'))
      .thenNothing();
  });

  it('refuses an id that means something else already', () => {
    given(market, ...peopled)
      .when(registerCommunity('C1', 5))
      .thenRejected('community-exists');
    given(market, ...peopled)
      .when(registerPeer('P1', 'C2'))
      .thenRejected('peer-exists');
    given(market, ...peopled)
      .when(registerCommunity('P1'))
      .thenRejected('peer-exists');
    given(market, ...peopled)
      .when(registerPeer('C1'))
      .thenRejected('community-exists');
  });

  it('refuses a peer in no community', () =>
    given(market, opened).when(registerPeer('P1')).thenRejected('community-unknown'));

  it('refuses anything in a market that was never opened', () => {
    given(market).when(registerCommunity('C1')).thenRejected('market-unknown');
    given(market).when(registerPeer('P1')).thenRejected('market-unknown');
    given(market).when(agree()).thenRejected('market-unknown');
    given(market).when(end('2031-01-01T00:00:00Z')).thenRejected('market-unknown');
  });

  it('folds 10,000 peers in well under a second', () => {
    const peers = Array.from({ length: 10_000 }, (_, index) => peer(`P${index + 2}`));
    given(market, ...peopled, ...peers)
      .when(registerPeer('P10001'))
      .thenNothing();
  });
});

describe('a fallback price', () => {
  const set = (price: number): MarketCommand => ({
    type: 'SetFallbackPrice',
    setting: { marketId, price },
  });
  const event = (price: number): MarketEvent => ({
    type: 'FallbackPriceSet',
    data: { marketId, price },
  });

  it('is set, changed, and set again without a second event', () => {
    given(market, opened).when(set(0.2)).then(event(0.2));
    given(market, opened, event(0.2)).when(set(0)).then(event(0));
    given(market, opened, event(0.2)).when(set(0.2)).thenNothing();
  });

  it('is refused where there is no market', () =>
    given(market).when(set(0.2)).thenRejected('market-unknown'));
});

describe('contracts', () => {
  it('are agreed between communities and peers', () => {
    given(market, ...peopled)
      .when(agree())
      .then(agreed());
    const contract = { from: 'P1', to: 'C2', surcharge: -0.01 };
    given(market, ...peopled)
      .when(agree({ contract }))
      .then(agreed({ contract }));
  });

  it('are agreed once, also when they ended since', () => {
    given(market, ...peopled, agreed())
      .when(agree())
      .thenNothing();
    const ended: MarketEvent = {
      type: 'ContractEnded',
      data: { marketId, contractId: 'K1', validTo: '2030-02-01T00:00:00Z' },
    };
    given(market, ...peopled, agreed(), ended)
      .when(agree())
      .thenNothing();
  });

  it('are refused on other terms under the same id', () =>
    given(market, ...peopled, agreed())
      .when(agree({ validFrom: '2030-03-01T00:00:00Z' }))
      .thenRejected('contract-exists'));

  it('are refused with someone nobody knows', () =>
    given(market, ...peopled)
      .when(agree({ contract: { from: 'C1', to: 'C9', exportCost: 0 } }))
      .thenRejected('contract-party-unknown'));

  it.each(['peer:P9', 'community:C9'])('are refused for an owner nobody knows: %s', (owner) =>
    given(market, ...peopled)
      .when(agree({ owner }))
      .thenRejected('contract-owner-unknown'),
  );

  it.each(['community:C1', 'network:dso'])('may be owned by %s', (owner) =>
    given(market, ...peopled)
      .when(agree({ owner }))
      .then(agreed({ owner })),
  );

  it('are refused with oneself', () =>
    given(market, ...peopled)
      .when(agree({ contract: { from: 'C1', to: 'C1', exportCost: 0 } }))
      .thenRejected('contract-with-itself'));

  it.each([{}, { exportCost: 0.01, surcharge: 0.01 }])(
    'are refused unless they say exactly one cost: %j',
    (costs) =>
      given(market, ...peopled)
        .when(agree({ contract: { from: 'C1', to: 'C2', ...costs } }))
        .thenRejected('contract-cost-unclear'),
  );

  it('are refused where they would end before they begin', () =>
    given(market, ...peopled)
      .when(agree({ validTo: '2030-01-01T00:00:00Z' }))
      .thenRejected('contract-validity-empty'));

  it('are refused while another one holds for the same parties', () => {
    const first = agreed({ validTo: '2030-02-01T00:00:00Z' });
    const second = { contractId: 'K2', validFrom: '2030-01-31T23:00:00Z' };
    given(market, ...peopled, first)
      .when(agree(second))
      .thenRejected('contract-overlaps');
  });

  it('may follow one another without a gap, and run both ways at once', () => {
    const first = agreed({ validTo: '2030-02-01T00:00:00Z' });
    const next = { contractId: 'K2', validFrom: '2030-02-01T00:00:00Z' };
    given(market, ...peopled, first)
      .when(agree(next))
      .then(agreed(next));
    const back = { contractId: 'K2', contract: { from: 'C2', to: 'C1', exportCost: 0 } };
    given(market, ...peopled, agreed())
      .when(agree(back))
      .then(agreed(back));
  });

  it('end once, and make room for the next', () => {
    const ended: MarketEvent = {
      type: 'ContractEnded',
      data: { marketId, contractId: 'K1', validTo: '2030-02-01T00:00:00Z' },
    };
    const past = [...peopled, agreed()];
    given(market, ...past)
      .when(end('2030-02-01T00:00:00Z'))
      .then(ended);
    given(market, ...past, ended)
      .when(end('2030-02-01T00:00:00Z'))
      .thenNothing();
    given(market, ...past, ended)
      .when(agree({ contractId: 'K2', validFrom: '2030-02-01T00:00:00Z' }))
      .thenAccepted();
  });

  it('cannot end twice later, before they began, or where there is none', () => {
    const past = [...peopled, agreed({ validTo: '2030-02-01T00:00:00Z' })];
    given(market, ...past)
      .when(end('2030-03-01T00:00:00Z'))
      .thenRejected('contract-ended');
    given(market, ...past)
      .when(end('2030-01-01T00:00:00Z'))
      .thenRejected('contract-validity-empty');
    given(market, ...past)
      .when(end('2030-01-02T00:00:00Z', 'K9'))
      .thenRejected('contract-unknown');
  });
});
