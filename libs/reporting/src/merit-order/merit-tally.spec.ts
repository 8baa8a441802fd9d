import type { Offer } from '@trueque/contracts';
import { MeritTally } from './merit-tally.js';
import type { OfferedPeer } from './offered-steps.js';

const offered = (peerId: string, offer: Offer, did: Partial<OfferedPeer> = {}): OfferedPeer => ({
  ...{ peerId, offer, generationKw: 0, chargeKw: 0, dischargeKw: 0, servedKw: 0 },
  ...did,
});

const sun = (peerId: string, generationKw: number) =>
  offered(peerId, { role: 'prosumer', generation: { max: [0, 4], cost: 0.01 } }, { generationKw });

/** Each a little dearer than the one before. */
const plant = (at: number) =>
  offered(
    `P${at}`,
    { role: 'producer', generation: { max: 2, cost: at / 1000 } },
    { generationKw: 1 },
  );

const meritBlocks = (peers: readonly OfferedPeer[], period: number) => {
  const tally = new MeritTally(period);
  for (const peer of peers) tally.add(peer);
  return tally.blocks();
};

describe('blocks of a merit order', () => {
  it('are sorted by cost, and equal costs are one block', () => {
    const grid = offered('G', { role: 'grid', generation: { max: 50, cost: [0.3, 0.2] } });
    expect(meritBlocks([grid, sun('P1', 4), sun('P2', 4)], 1)).toMatchObject([
      { kind: 'community', priceMicrosPerKwh: 10_000, powerKw: 8, peers: 2, names: ['P1', 'P2'] },
      { kind: 'grid', priceMicrosPerKwh: 200_000, powerKw: 50, usedKw: 0 },
    ]);
  });

  it('say which one is partly used', () =>
    expect(meritBlocks([sun('P1', 4), sun('P2', 1)], 1)).toMatchObject([
      { usedKw: 5, powerKw: 8, marginal: true },
    ]));

  it('fill the steps of an offer from the cheapest', () => {
    const steps = [
      { power: 3, cost: 0.2 },
      { power: 2, cost: 0.1 },
    ];
    const peer = offered('P', { role: 'producer', generation: { steps } }, { generationKw: 3 });
    expect(meritBlocks([peer], 0).map(({ powerKw, usedKw }) => [powerKw, usedKw])).toEqual([
      [2, 2],
      [3, 1],
    ]);
  });

  it('put load above every bid, and serve bids from the most valued', () => {
    const bids = [
      { power: 2, value: 0.1 },
      { power: 1, value: 0.4 },
    ];
    const peer = offered('P', { role: 'consumer', load: 5, bids }, { servedKw: 6 });
    expect(
      meritBlocks([peer], 0).map(({ kind, powerKw, usedKw }) => [kind, powerKw, usedKw]),
    ).toEqual([
      ['load', 5, 5],
      ['bid', 1, 1],
      ['bid', 2, 0],
    ]);
  });

  it('take a battery as it was cleared: supply where it gives, demand where it takes', () => {
    const storage = {
      capacity: 9,
      initial: 4,
      final: 'free' as const,
      charge: 3,
      discharge: 3,
      cost: 0.02,
    };
    const offer: Offer = { role: 'prosumer', storage };
    expect(meritBlocks([offered('P', offer, { dischargeKw: 2 })], 0)).toMatchObject([
      { side: 'supply', kind: 'storage', priceMicrosPerKwh: 20_000, powerKw: 2 },
    ]);
    expect(meritBlocks([offered('P', offer, { chargeKw: 3 })], 0)).toMatchObject([
      { side: 'demand', kind: 'storage', powerKw: 3 },
    ]);
  });

  it('are never more than a chart can show, and lose no power', () => {
    const blocks = meritBlocks(
      Array.from({ length: 500 }, (_, at) => plant(at)),
      0,
    );
    expect(blocks.length).toBeLessThanOrEqual(60);
    expect(blocks.reduce((sum, { powerKw }) => sum + powerKw, 0)).toBe(1000);
    expect(blocks.reduce((sum, { peers: count }) => sum + count, 0)).toBe(500);
  });

  it('keep the grid and a battery apart from very many peers', () => {
    const grid = offered('G', { role: 'grid', generation: { max: 900, cost: 0.25 } });
    const battery = offered('B', { role: 'prosumer' }, { dischargeKw: 3 });
    const blocks = meritBlocks(
      [grid, battery, ...Array.from({ length: 500 }, (_, at) => plant(at))],
      0,
    );
    expect(blocks.length).toBeLessThanOrEqual(60);
    expect(blocks.filter(({ kind }) => kind !== 'community')).toMatchObject([
      { kind: 'storage', priceMicrosPerKwh: 0, powerKw: 3, names: ['B'] },
      { kind: 'grid', priceMicrosPerKwh: 250_000, powerKw: 900, usedKw: 0, names: ['G'] },
    ]);
    const prices = blocks.map(({ priceMicrosPerKwh }) => priceMicrosPerKwh);
    expect(prices).toEqual(prices.toSorted((one, other) => one - other));
  });

  it('tell of neighbours that share a block their mean price by power', () => {
    const first = meritBlocks(
      Array.from({ length: 500 }, (_, at) => plant(at)),
      0,
    )[0];
    expect(first).toMatchObject({ peers: 9, priceMicrosPerKwh: 4_000, powerKw: 18 });
    expect(first?.names).toEqual(['P0', 'P1', 'P2', 'P3', 'P4']);
  });
});
