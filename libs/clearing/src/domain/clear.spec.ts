import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { buyer, type CaseSketch, caseWith, seller } from '../testing/case-with.js';
import { clearCase } from './clear.js';
import { answerOf } from './result/answer-of.js';

let solver: LpSolver;
beforeAll(async () => {
  solver = await loadHighs();
});

const clear = (sketch: CaseSketch) => {
  const clearing = clearCase(caseWith(sketch), { engine: 'lp' }, solver);
  const answer = answerOf(clearing, { buildMs: 0, solveMs: 0, totalMs: 0 });
  return {
    ...answer,
    peer: (id: string, period = 0) => answer.periods[period]!.peers.find((peer) => peer.id === id)!,
    price: (community: string, period = 0) => answer.periods[period]!.prices[community],
    bounds: (community: string, period = 0) => answer.periods[period]!.priceBounds[community],
    trades: (period = 0) => answer.periods[period]!.trades,
    flows: (period = 0) => answer.periods[period]!.flows,
  };
};

describe('a cleared market', () => {
  it('calls on the cheapest sellers first and prices at the one called on in part', () => {
    const result = clear({
      peers: [seller('cheap', 10, 0.1), seller('dear', 10, 0.3), buyer('home', 14)],
    });
    expect(result.peer('cheap').generation).toBe(10);
    expect(result.peer('dear').generation).toBe(4);
    expect(result.price('A')).toBe(0.3);
    expect(result.objective).toBeCloseTo(2.2, 12);
  });

  it('takes the middle where supply and demand meet between two steps', () => {
    const result = clear({
      peers: [
        seller('cheap', 5, 0.08),
        seller('dear', 5, 0.1),
        { id: 'keen', role: 'consumer', bids: [{ power: 5, value: 0.2 }] },
        { id: 'slack', role: 'consumer', bids: [{ power: 5, value: 0.09 }] },
      ],
    });
    expect(result.peer('keen').served).toBe(5);
    expect(result.peer('slack').served).toBe(0);
    expect(result.bounds('A')).toEqual([0.09, 0.1]);
    expect(result.price('A')).toBe(0.095);
  });

  it('shares equal steps in proportion to what they offer, to the watt', () => {
    const result = clear({
      peers: [seller('a', 5, 0.1), seller('b', 5, 0.1), seller('c', 10, 0.1), buyer('home', 8)],
    });
    expect(['a', 'b', 'c'].map((id) => result.peer(id).generation)).toEqual([2, 2, 4]);
  });

  it('gives the odd watt-hours to the largest remainders, ties to the first id', () => {
    const result = clear({
      peers: [seller('a', 1, 0.1), seller('b', 1, 0.1), seller('c', 1, 0.1), buyer('home', 0.1)],
    });
    expect(['a', 'b', 'c'].map((id) => result.peer(id).generation)).toEqual([0.034, 0.033, 0.033]);
  });

  it('shares a tie between communities in proportion to what each offers', () => {
    const result = clear({
      peers: [
        seller('a', 10, 0.1, { community: 'A', exportCost: 0.02 }),
        seller('b', 30, 0.1, { community: 'B', exportCost: 0.02 }),
        buyer('home', 8, { community: 'C' }),
      ],
    });
    expect(result.peer('a').exports).toBe(2);
    expect(result.peer('b').exports).toBe(6);
    expect(result.price('C')).toBe(0.12);
  });

  it('keeps energy in the community where sending it away would cost the same', () => {
    const result = clear({
      rules: { structure: 'p2p' },
      peers: [
        seller('a', 10, 0.1),
        buyer('at-a', 5),
        seller('b', 10, 0.1, { community: 'B' }),
        buyer('at-b', 5, { community: 'B' }),
      ],
    });
    expect(result.flows()).toEqual([]);
    expect(result.trades().map(({ seller: from, buyer: to }) => `${from}→${to}`)).toEqual([
      'a→at-a',
      'b→at-b',
    ]);
  });

  it('charges export cost between communities only, and the buyer sees it in the price', () => {
    const result = clear({
      peers: [seller('a', 10, 0.1, { exportCost: 0.02 }), buyer('home', 4, { community: 'B' })],
    });
    expect(result.price('B')).toBe(0.12);
    expect(result.price('A')).toBe(0.1);
    expect(result.flows()).toEqual([{ from: 'A', to: 'B', energy: 4 }]);
  });

  it('lets only contracts and the main grid cross borders in the community structure', () => {
    const sketch: CaseSketch = {
      rules: { structure: 'community' },
      peers: [
        seller('a', 10, 0.1),
        buyer('home', 4, { community: 'B' }),
        { id: 'grid', community: 'G', role: 'grid', generation: { max: 99, cost: 0.25 } },
      ],
    };
    expect(clear(sketch).peer('grid').exports).toBe(4);
    const withContract = clear({
      ...sketch,
      contracts: [{ from: 'A', to: 'B', exportCost: 0.01 }],
    });
    expect(withContract.peer('a').exports).toBe(4);
    expect(withContract.trades()[0]).toMatchObject({ seller: 'a', buyer: 'home', contract: 'A→B' });
  });

  it('takes a contract up to its capacity and goes on at the seller’s own export cost', () => {
    const result = clear({
      contracts: [{ from: 'A', to: 'B', exportCost: 0.01, capacity: 3 }],
      peers: [seller('a', 10, 0.1, { exportCost: 0.05 }), buyer('home', 8, { community: 'B' })],
    });
    expect(result.objective).toBeCloseTo(0.8 + 3 * 0.01 + 5 * 0.05, 12);
    expect(result.trades().map(({ contract, energy }) => [contract, energy])).toEqual([
      ['A→B', 3],
      [undefined, 5],
    ]);
  });

  it('lets the most specific contract of a pair speak', () => {
    const result = clear({
      rules: { structure: 'community' },
      contracts: [
        { from: 'A', to: 'B', exportCost: 0.01 },
        { from: 'a', to: 'B', exportCost: 0.04 },
      ],
      peers: [seller('a', 10, 0.1), buyer('home', 5, { community: 'B' })],
    });
    expect(result.objective).toBeCloseTo(5 * 0.14, 12);
  });

  it('loses energy on a lossy contract and sends more than arrives', () => {
    const result = clear({
      rules: { structure: 'community' },
      contracts: [{ from: 'A', to: 'B', exportCost: 0, loss: 0.2 }],
      peers: [seller('a', 10, 0.1), buyer('home', 4, { community: 'B' })],
    });
    expect(result.peer('a').exports).toBe(5);
    expect(result.peer('home').imports).toBe(4);
    expect(result.price('B')).toBe(0.125);
  });

  it('keeps imports and exports of a community within their limits', () => {
    const result = clear({
      communities: [{ id: 'A', exportLimit: 6 }, { id: 'B', importLimit: 4 }, { id: 'C' }],
      peers: [
        seller('a', 20, 0.1),
        seller('own', 9, 0.5, { community: 'B' }),
        buyer('at-b', 7, { community: 'B' }),
        seller('other', 9, 0.4, { community: 'C' }),
        buyer('at-c', 3, { community: 'C' }),
      ],
    });
    expect(result.peer('a').exports).toBe(6);
    expect(result.peer('own').generation).toBe(3);
  });

  it('lets a peer that is full and short keep the odd watt-hour rather than sell it to itself', () => {
    const result = clear({
      rules: { tradeCost: 'seller-cost' },
      peers: [
        { id: 'full', generation: { min: 0.3337, max: 2.002, cost: 0.1 }, load: 3.671 },
        { id: 'spare', generation: { min: 0.3337, max: 3.33704, cost: 0.1 }, load: 1.669 },
        { id: 'grid', role: 'grid', generation: { max: 99, cost: 0.3 } },
      ],
    });
    expect(result.peer('full')).toMatchObject({ generation: 2.002, imports: 1.669, exports: 0 });
    expect(result.peer('spare')).toMatchObject({ imports: 0, exports: 1.668 });
    expect(result.trades().map(({ seller: from, buyer: to }) => `${from}→${to}`)).toEqual([
      'grid→full',
      'spare→full',
    ]);
  });

  it('serves oneself before trading where a trade costs the seller’s price', () => {
    const result = clear({
      rules: { tradeCost: 'seller-cost', pricing: 'pay-as-offered' },
      peers: [seller('home', 10, 0.1, { load: 4 }), buyer('next', 2)],
    });
    expect(result.peer('home')).toMatchObject({ generation: 6, exports: 2, imports: 0 });
    expect(result.objective).toBeCloseTo(0.6 + 0.2, 12);
    expect(result.trades()).toEqual([{ seller: 'home', buyer: 'next', energy: 2, price: 0.1 }]);
  });

  it('never re-exports an import', () => {
    const result = clear({
      peers: [
        seller('dear-way', 10, 0.1, { exportCost: 0.5 }),
        seller('cheap-way', 1, 0.1, { exportCost: 0 }),
        buyer('home', 5, { community: 'B' }),
      ],
    });
    expect(result.peer('cheap-way')).toMatchObject({ imports: 0, exports: 1 });
    expect(result.peer('dear-way').exports).toBe(4);
  });

  it('runs what must run, whatever it costs', () => {
    const result = clear({
      peers: [
        {
          id: 'must',
          generation: {
            min: 3,
            steps: [
              { power: 2, cost: 0.5 },
              { power: 4, cost: 0.9 },
            ],
          },
        },
        seller('cheap', 10, 0.1),
        buyer('home', 5),
      ],
    });
    expect(result.peer('must').generation).toBe(3);
    expect(result.objective).toBeCloseTo(2 * 0.5 + 0.9 + 2 * 0.1, 12);
  });

  it('sells surplus to the main grid at its bid', () => {
    const result = clear({
      peers: [
        seller('a', 10, 0.05, { load: 4 }),
        {
          id: 'grid',
          community: 'G',
          role: 'grid',
          generation: { max: 99, cost: 0.3 },
          bids: [{ power: 99, value: 0.08 }],
        },
      ],
    });
    expect(result.peer('a').generation).toBe(10);
    expect(result.peer('grid').imports).toBe(6);
  });

  it('moves energy from cheap hours to dear ones, less what the battery loses', () => {
    const result = clear({
      periods: 2,
      peers: [
        seller('a', 20, 0, { generation: { max: 20, cost: [0.1, 0.4] } }),
        buyer('home', 0, { load: [2, 10] }),
        {
          id: 'battery',
          storage: {
            ...{ capacity: 10, initial: 0, final: 'free', charge: 8, discharge: 8 },
            ...{ chargeEfficiency: 0.5, dischargeEfficiency: 1 },
          },
        },
      ],
    });
    expect(result.peer('battery', 0)).toMatchObject({ charge: 8, stored: 4 });
    expect(result.peer('battery', 1)).toMatchObject({ discharge: 4, stored: 0 });
    expect(result.price('A', 1)).toBe(0.4);
  });

  it('gives equal batteries equal turns', () => {
    const storage = { capacity: 4, initial: 0, final: 'free' as const, charge: 4, discharge: 4 };
    const result = clear({
      periods: 2,
      peers: [
        { id: 'a', generation: { max: 20, cost: [0.1, 0.4] } },
        buyer('home', 0, { load: [0, 4] }),
        { id: 'one', storage },
        { id: 'two', storage },
      ],
    });
    expect(result.peer('one', 0).charge).toBe(2);
    expect(result.peer('two', 0).charge).toBe(2);
  });

  it('curtails load at its value and shares the shortage', () => {
    const result = clear({
      rules: { shortage: { curtailAt: 5 } },
      peers: [seller('a', 6, 0.1), buyer('one', 4), buyer('two', 8)],
    });
    expect(result.peer('one')).toMatchObject({ load: 4, served: 2 });
    expect(result.peer('two')).toMatchObject({ load: 8, served: 4 });
    expect(result.price('A')).toBe(5);
  });

  it('lets the role change from period to period', () => {
    const result = clear({
      periods: 2,
      peers: [
        seller('a', 9, 0.1, { role: ['producer', 'consumer'], load: [0, 3] }),
        seller('b', 9, 0.2, { load: 2 }),
      ],
    });
    expect(result.peer('a', 0).exports).toBe(2);
    expect(result.peer('a', 1)).toMatchObject({ generation: 0, imports: 3 });
  });

  it('leaves a community where nobody buys at what its next kilowatt-hour would cost', () => {
    const result = clear({
      peers: [
        {
          id: 'grid',
          community: 'G',
          role: 'grid',
          generation: { max: 99, cost: 0.096 },
          exportCost: 0.02,
        },
        buyer('home', 5),
      ],
    });
    expect(result.price('G')).toBe(0.096);
    expect(result.price('A')).toBe(0.116);
  });

  it('prices the main grid’s own community at its cost while it sells, bid or no bid', () => {
    const result = clear({
      peers: [
        {
          ...{ id: 'grid', community: 'G', role: 'grid' as const },
          generation: { max: 99, cost: 0.2 },
          bids: [{ power: 99, value: 0.03 }],
        },
        buyer('home', 5),
      ],
    });
    expect(result.price('G')).toBe(0.2);
    expect(result.bounds('G')).toEqual([0.03, 0.2]);
  });

  it('pays everyone the highest accepted sale price under uniform pricing', () => {
    const result = clear({
      rules: { tradeCost: 'seller-cost', pricing: 'uniform' },
      peers: [seller('cheap', 3, 0.1), seller('dear', 9, 0.2), buyer('home', 5)],
    });
    expect(result.trades().map(({ price }) => price)).toEqual([0.2, 0.2]);
  });

  it('splits power over market time units shorter than an hour', () => {
    const file = {
      ...caseWith({ peers: [seller('a', 10, 0.1), buyer('home', 8)] }),
      mtu: 'PT15M' as const,
    };
    const clearing = clearCase(file, { engine: 'lp' }, solver);
    const answer = answerOf(clearing, { buildMs: 0, solveMs: 0, totalMs: 0 });
    expect(answer.periods[0]!.peers[0]!.generation).toBe(8);
    expect(answer.periods[0]!.trades[0]!.energy).toBe(2);
    expect(answer.objective).toBeCloseTo(0.2, 12);
  });
});

describe('a market that cannot be cleared', () => {
  it('names community, period, the load that cannot be met and the limit that binds', () => {
    const result = clear({
      communities: [{ id: 'A' }, { id: 'C2', importLimit: 20 }],
      peers: [
        seller('a', 500, 0.1),
        seller('own', 250, 0.1, { community: 'C2' }),
        buyer('town', 310, { community: 'C2' }),
      ],
    });
    expect(result.status).toBe('infeasible');
    const message: unknown = expect.stringContaining('load 310 kW, reachable supply 270 kW');
    expect(result.explanation).toEqual([
      { community: 'C2', period: '2026-01-31T18:00:00Z', message },
    ]);
    expect(result.explanation![0]!.message).toContain('import limit of C2');
  });

  it('names generation that must run and has nowhere to go', () => {
    const result = clear({
      peers: [{ id: 'must', generation: { min: 9, max: 9, cost: 0.1 } }, buyer('home', 4)],
    });
    expect(result.explanation![0]!.message).toContain(
      'must must generate 9 kW, only 4 kW can be used',
    );
  });

  it('names a battery that cannot reach its final state', () => {
    const result = clear({
      peers: [
        seller('a', 1, 0.1),
        {
          id: 'store',
          storage: { capacity: 10, initial: 0, final: 8, charge: 5, discharge: 5 },
        },
      ],
    });
    expect(result.explanation!.map(({ message }) => message).join()).toContain(
      'the battery of store ends 7 kWh short',
    );
  });
});
