import type { Offer } from '@trueque/contracts';
import fc from 'fast-check';
import type { AuctionCommand, SubmitOffers } from '../domain/auction-command.js';
import type { MarketFacts } from '../domain/market-facts.js';
import type { MarketCommand } from '../domain/market.decider.js';
import type { RecordReadings } from '../domain/readings.decider.js';

/** Few ids, so that commands meet each other. */
const marketId = 'harbour';
const auctionId = '2030-01-02';
const address = { marketId, auctionId };
const communityId = fc.constantFrom('C1', 'C2');
const peerId = fc.constantFrom('P1', 'P2', 'P3');
const party = fc.oneof(communityId, peerId);
const instant = fc.constantFrom(
  '2030-01-01T00:00:00Z',
  '2030-01-01T11:00:00Z',
  '2030-01-02T00:00:00Z',
  '2030-01-03T00:00:00Z',
);
const role = fc.constantFrom('consumer', 'prosumer', 'producer', 'grid');
const rules = {
  structure: 'hybrid',
  tradeCost: 'export',
  pricing: 'marginal',
  shortage: 'reject',
} as const;
const facts: MarketFacts = { mtu: 'PT1H', rules, currency: 'EUR', series: [] };

const openMarket = fc.record({
  marketId: fc.constant(marketId),
  name: fc.constantFrom('Harbour', 'Port'),
  currency: fc.constant('EUR'),
  timeZone: fc.constant('UTC'),
  mtu: fc.constantFrom('PT15M', 'PT1H'),
  rules: fc.constant(rules),
});

const community = fc.record(
  { id: fc.oneof(communityId, peerId), importLimit: fc.nat(2) },
  { requiredKeys: ['id'] },
);

const peer = fc.record({
  marketId: fc.constant(marketId),
  peerId: fc.oneof(peerId, communityId),
  communityId,
  role,
});

const contract = fc.record(
  { from: party, to: party, exportCost: fc.nat(1), surcharge: fc.integer({ min: -1, max: 1 }) },
  { requiredKeys: ['from', 'to'] },
);

const agreement = fc.record(
  {
    marketId: fc.constant(marketId),
    contractId: fc.constantFrom('K1', 'K2'),
    contract,
    validFrom: instant,
    validTo: instant,
  },
  { requiredKeys: ['marketId', 'contractId', 'contract', 'validFrom'] },
);

const contractEnd = fc.record({
  marketId: fc.constant(marketId),
  contractId: fc.constantFrom('K1', 'K2', 'K3'),
  validTo: instant,
});

export const marketCommands: fc.Arbitrary<MarketCommand> = fc.oneof(
  openMarket.map((market) => ({ type: 'OpenMarket' as const, market })),
  community.map((it) => ({
    type: 'RegisterCommunity' as const,
    registration: { marketId, community: it },
  })),
  peer.map((registration) => ({ type: 'RegisterPeer' as const, registration })),
  agreement.map((it) => ({ type: 'AgreeContract' as const, agreement: it })),
  contractEnd.map((end) => ({ type: 'EndContract' as const, end })),
  fc
    .record({ marketId: fc.constant(marketId), price: fc.nat(1) })
    .map((setting) => ({ type: 'SetFallbackPrice' as const, setting })),
);

const offer: fc.Arbitrary<Offer> = fc.record(
  {
    role,
    load: fc.oneof(fc.nat(3), fc.array(fc.nat(3), { minLength: 1, maxLength: 2 })),
    exportCost: fc.nat(2),
  },
  { requiredKeys: ['role'] },
);

const schedule: fc.Arbitrary<AuctionCommand> = fc
  .record({
    start: instant,
    end: instant,
    gateClosesAt: instant,
    market: fc.option(fc.constant(facts)),
  })
  .map(({ market, ...times }) => ({
    type: 'ScheduleAuction',
    schedule: { ...address, ...times },
    facts: { market },
  }));

const said = {
  marketId: fc.constant(marketId),
  auctionId: fc.constant(auctionId),
  offerId: fc.constantFrom('O1', 'O2'),
  actor: fc.constantFrom('operator', 'peer:P1'),
};
const credit = fc.record({
  level: fc.constantFrom('ok', 'warning', 'restricted', 'suspended'),
  exposureNanos: fc.bigInt({ min: -10n, max: 10n }),
  limitNanos: fc.bigInt({ min: 0n, max: 10n }),
});
const offerFacts = fc.record({
  at: instant,
  credit: fc.option(credit, { freq: 2 }),
  peer: fc.option(fc.record({ role }), { freq: 9 }),
});

const entry = fc.record({ offerId: said.offerId, peerId, offer });
const known = <Value>(value: fc.Arbitrary<Value>) =>
  fc.dictionary(peerId, value).map((byPeer) => new Map(Object.entries(byPeer)));

export const manyOffers: fc.Arbitrary<SubmitOffers> = fc
  .record({
    offers: fc.array(entry, { maxLength: 6 }),
    actor: said.actor,
    facts: fc.record({ at: instant, peers: known(fc.record({ role })), credits: known(credit) }),
  })
  .map((it) => ({ type: 'SubmitOffers', ...address, ...it }));

export const auctionCommands: fc.Arbitrary<AuctionCommand> = fc.oneof(
  schedule,
  manyOffers,
  fc.record({ type: fc.constant('SubmitOffer'), ...said, peerId, offer, facts: offerFacts }),
  fc.record({ type: fc.constant('AmendOffer'), ...said, offer, facts: offerFacts }),
  fc.record({ type: fc.constant('WithdrawOffer'), ...said, facts: fc.record({ at: instant }) }),
  fc.record({ at: instant, credits: known(credit) }).map((gate) => ({
    ...{ type: 'CloseGate' as const, ...address },
    facts: gate,
  })),
);

const energyWh = fc.array(fc.nat(3), { minLength: 1, maxLength: 2 });
const metered = fc.record({
  peerId,
  importWh: energyWh,
  exportWh: energyWh,
  quality: fc.constantFrom('measured', 'estimated', 'substituted'),
});

export const readingsCommands: fc.Arbitrary<RecordReadings> = fc
  .array(metered, { maxLength: 3 })
  .map((readings) => ({
    type: 'RecordReadings',
    ...address,
    readings,
    facts: {
      auction: { start: '2030-01-02T00:00:00Z', mtu: 'PT1H', periods: 1 },
      knownPeerIds: ['P1', 'P2'],
    },
  }));
