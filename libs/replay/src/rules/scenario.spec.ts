import type { CaseFile } from '@trueque/contracts';
import { applyScenario, scenarioSchema, UnsoundScenario } from './scenario.js';
import { shippedCase } from '../testing/shipped-case.js';

const file: CaseFile = {
  ...shippedCase('paper-5-case-2'),
  contracts: [
    { from: 'C2', to: 'C3', exportCost: 0.01 },
    { from: 'C1', to: 'C2', surcharge: -0.001 },
  ],
};
const battery = { capacity: 10, initial: 5, final: 'initial' as const, charge: 5, discharge: 5 };
const under = (scenario: object) => applyScenario(file, scenarioSchema.parse(scenario));
const peer = (changed: CaseFile, id: string) => changed.peers.find((one) => one.id === id);

describe('a scenario', () => {
  it('that says nothing changes nothing', () => expect(under({})).toEqual(file));

  it('changes the rules it names and leaves the others', () =>
    expect(under({ rules: { structure: 'p2p', tradeCost: { uniform: 0.07 } } }).rules).toEqual({
      ...file.rules,
      structure: 'p2p',
      tradeCost: { uniform: 0.07 },
    }));

  it('moves peers between communities, old and new', () => {
    const changed = under({ communities: { assign: { P2: 'C9', P3: 'C3' } } });
    expect([peer(changed, 'P2')?.community, peer(changed, 'P3')?.community]).toEqual(['C9', 'C3']);
    expect(changed.communities.map(({ id }) => id)).toEqual(['C1', 'C2', 'C3', 'C9']);
  });

  it('makes every home a community of its own, and leaves the grid where it is', () => {
    const changed = under({ communities: { eachPeerAlone: true } });
    expect(changed.peers.map(({ id, community }) => [id, community])).toEqual([
      ['G', 'C1'],
      ...['P2', 'P3', 'P4', 'P5'].map((id) => [id, id]),
    ]);
  });

  it('limits what a community may import', () =>
    expect(under({ communities: { set: [{ id: 'C3', importLimit: 5 }] } }).communities).toEqual([
      { id: 'C1' },
      { id: 'C2' },
      { id: 'C3', importLimit: 5 },
    ]));

  it('ends, replaces and agrees contracts', () => {
    expect(under({ contracts: { remove: 'all' } }).contracts).toEqual([]);
    expect(under({ contracts: { remove: ['C2->C3'] } }).contracts).toHaveLength(1);
    const changed = under({ contracts: { add: [{ from: 'C2', to: 'C3', exportCost: 0 }] } });
    expect(changed.contracts).toEqual([
      { from: 'C1', to: 'C2', surcharge: -0.001 },
      { from: 'C2', to: 'C3', exportCost: 0 },
    ]);
  });

  it('changes what the grid asks and pays, and what an export costs homes', () => {
    const prices = { gridSells: 0.2, gridBuys: 0.04, exportCost: 0.05 };
    const withBid: CaseFile = {
      ...file,
      peers: file.peers.map((one) =>
        one.id === 'G' ? { ...one, bids: [{ power: 5, value: 0.01 }] } : one,
      ),
    };
    const changed = applyScenario(withBid, scenarioSchema.parse({ prices }));
    expect(peer(changed, 'G')).toMatchObject({
      generation: { cost: 0.2 },
      bids: [{ power: 5, value: 0.04 }],
      exportCost: 0.01584,
    });
    expect(peer(changed, 'P3')?.exportCost).toBe(0.05);
    expect(peer(under({ prices: { gridFactor: 2 } }), 'G')).toMatchObject({
      generation: { cost: 0.192 },
    });
  });

  it('adds batteries and takes them away', () => {
    const changed = under({ batteries: { add: { P4: battery } } });
    expect(peer(changed, 'P4')?.storage).toEqual(battery);
    const none = applyScenario(changed, scenarioSchema.parse({ batteries: { remove: 'all' } }));
    expect(none).toEqual(file);
    const named = scenarioSchema.parse({ batteries: { remove: ['P4'] } });
    expect(applyScenario(changed, named)).toEqual(file);
  });

  it('changes the offer of one peer', () => {
    const changed = under({ offers: { P3: { load: 0, generation: null }, P5: { exportCost: 1 } } });
    expect(peer(changed, 'P3')).toMatchObject({ load: 0 });
    expect(peer(changed, 'P3')?.generation).toBeUndefined();
    expect(peer(changed, 'P5')).toMatchObject({ exportCost: 1, load: 20 });
  });

  it('refuses peers that are not there', () => {
    expect(() => under({ batteries: { add: { P77: battery } } })).toThrow(UnsoundScenario);
    expect(() => under({ batteries: { remove: ['P78'] } })).toThrow('there is no peer P78');
  });

  it('knows no field of another name', () =>
    expect(scenarioSchema.safeParse({ battery: {} }).success).toBe(false));
});
