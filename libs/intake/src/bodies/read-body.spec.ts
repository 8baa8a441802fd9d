import 'reflect-metadata';
import { bodyOf, type Read, readBody } from './read-body.js';
import { OfferBody, RecordReadingsBody, ScheduleAuctionBody } from './auction-bodies.js';
import { AgreeContractBody, OpenMarketBody, RegisterCommunityBody } from './market-bodies.js';

const faultsOf = (read: Read<object>) =>
  'errors' in read ? read.errors.map(({ pointer, detail }) => `${pointer} ${detail}`).sort() : [];

const market = {
  marketId: 'harbour',
  name: 'Harbour',
  currency: 'EUR',
  timeZone: 'Europe/Madrid',
  mtu: 'PT1H',
  rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
};

describe('a body', () => {
  it('is taken as it was said', () =>
    expect(bodyOf(OpenMarketBody, market)).toEqual(Object.assign(new OpenMarketBody(), market)));

  it('is told everything that is wrong with it at once, by pointer', () => {
    const rules = { structure: 'flat', tradeCost: { uniform: -1 }, pricing: 'marginal', more: 1 };
    const body = { ...market, marketId: 'a b', currency: 'EURO', timeZone: 'Moon', mtu: 5, rules };
    expect(faultsOf(readBody(OpenMarketBody, { ...body, name: undefined, extra: true }))).toEqual([
      expect.stringMatching(/^\/currency .*; it is "EURO"$/),
      expect.stringMatching(/^\/extra extra is not a field that is known here$/),
      expect.stringMatching(/^\/marketId 1 to 64 letters.*; it is "a b"$/),
      expect.stringMatching(/^\/mtu .*; it is 5$/),
      expect.stringMatching(/^\/name .*it is missing$/),
      expect.stringMatching(/^\/name .*it is missing$/),
      expect.stringMatching(/^\/rules\/more more is not a field/),
      expect.stringMatching(/^\/rules\/shortage .*it is missing$/),
      expect.stringMatching(/^\/rules\/structure .*it is "flat"$/),
      expect.stringMatching(/^\/rules\/tradeCost\/uniform .*>=0; it is -1$/),
      expect.stringMatching(/^\/timeZone .*"Moon"$/),
    ]);
  });

  it.each([null, 7, 'text', [market], undefined])('is an object, not %j', (value) =>
    expect(faultsOf(readBody(OpenMarketBody, value))).toEqual([' expected a JSON object']),
  );

  it('may leave out what may be left out, but not say null for it', () => {
    expect(faultsOf(readBody(RegisterCommunityBody, { communityId: 'C1' }))).toEqual([]);
    expect(
      faultsOf(readBody(RegisterCommunityBody, { communityId: 'C1', importLimit: null })),
    ).toEqual([expect.stringMatching(/^\/importLimit .*it is null$/)]);
  });
});

describe('the body of an offer', () => {
  const read = (offer: unknown, peerId: unknown = 'P1') => readBody(OfferBody, { peerId, offer });

  it('may leave its role to the registration of the peer', () =>
    expect(faultsOf(read({ load: 1 }))).toEqual([]));

  it('names negative numbers, infinite ones and fields nobody knows, deep inside', () => {
    const storage = { capacity: 1e999, initial: 0, final: 'full', charge: [1, -2], discharge: 1 };
    const offer = { role: 'miner', load: [1, -5], storage, bids: [{ power: 1, value: 1, x: 1 }] };
    expect(faultsOf(read(offer, 9)).map((fault) => fault.split(' ')[0])).toEqual([
      '/offer/bids/0/x',
      '/offer/load/1',
      '/offer/role',
      '/offer/storage/capacity',
      '/offer/storage/charge/1',
      '/offer/storage/final',
      '/peerId',
    ]);
  });

  it('tells generation at one cost from generation in steps', () => {
    const pointers = (generation: object) =>
      faultsOf(read({ generation })).map((fault) => fault.split(' ')[0]);
    expect(pointers({ max: 1, cost: -1 })).toEqual(['/offer/generation/cost']);
    expect(pointers({ steps: [{ power: 1, cost: -1 }] })).toEqual([
      '/offer/generation/steps/0/cost',
    ]);
  });
});

describe('other bodies', () => {
  it('take instants with an offset and refuse what is none', () => {
    const auction = { auctionId: 'a', periods: 24, gateClosesAt: '2030-01-01T11:00:00+01:00' };
    const at = (start: string) => faultsOf(readBody(ScheduleAuctionBody, { ...auction, start }));
    expect(at('2030-01-01T00:00:00+01:00')).toEqual([]);
    expect(at('tomorrow')).toEqual([expect.stringMatching(/^\/start .*it is "tomorrow"$/)]);
  });

  it('refuse zero periods', () => {
    const instants = { start: '2030-01-01T00:00:00Z', gateClosesAt: '2030-01-01T00:00:00Z' };
    expect(
      faultsOf(readBody(ScheduleAuctionBody, { auctionId: 'a', periods: 0, ...instants })),
    ).toEqual([expect.stringMatching(/^\/periods .*it is 0$/)]);
  });

  it('take a negative surcharge and refuse a loss of everything', () => {
    const contract = { contractId: 'K', from: 'a', to: 'b', validFrom: '2030-01-01T00:00:00Z' };
    expect(faultsOf(readBody(AgreeContractBody, { ...contract, surcharge: -1 }))).toEqual([]);
    expect(faultsOf(readBody(AgreeContractBody, { ...contract, loss: 1 }))).toHaveLength(1);
  });

  it('refuse readings that are no whole Wh', () => {
    const reading = { peerId: 'P1', importWh: [1.5], exportWh: [-1], quality: 'guessed' };
    expect(
      faultsOf(readBody(RecordReadingsBody, { readings: [reading] })).map((it) => it.split(' ')[0]),
    ).toEqual(['/readings/0/exportWh/0', '/readings/0/importWh/0', '/readings/0/quality']);
  });
});
