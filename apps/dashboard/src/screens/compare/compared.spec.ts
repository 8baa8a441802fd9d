import type {
  AnsweredPeer,
  AuctionComparison,
  ClearingAnswer,
  ComparedPeer,
} from '@trueque/contracts';
import { compareAuctions, compareCases } from './compared';

const peer = (id: string, generation: number): AnsweredPeer => ({
  ...{ id, generation, imports: 0, exports: generation, charge: 0, discharge: 0 },
  ...{ stored: 0, load: 0, served: 0 },
});

const answer = (objective: number, generation: number, price: number): ClearingAnswer => ({
  ...{ case: 'c', status: 'optimal', objective, engine: 'lp', resultHash: 'h' },
  solver: { name: 'HiGHS', version: '1' },
  certificate: { primalInfeasibility: 0, dualInfeasibility: 0, gap: 0 },
  timing: { buildMs: 0, solveMs: 0, totalMs: 0 },
  periods: [0, 1].map(() => ({
    ...{ start: '', prices: {}, priceBounds: {}, flows: [] },
    peers: [peer('S', generation), peer('B', 0)],
    trades: [{ seller: 'S', buyer: 'B', energy: generation / 4, price }],
  })),
});

describe('two cases side by side', () => {
  const compared = compareCases(
    { answer: answer(5, 8, 0.5), mtu: 'PT15M' },
    { answer: answer(7, 4, 0.25), mtu: 'PT15M' },
  );

  it('have their costs, what is traded, and what buyers pay', () =>
    expect(compared.measures.map(({ name, values }) => [name, values])).toEqual([
      ['cost', [5, 7]],
      ['traded', [4, 2]],
      ['paid', [2, 0.5]],
    ]));

  it('count power as energy of its periods, and money from the peer’s side', () =>
    expect(compared.peers).toMatchObject([
      { peerId: 'B', generation: [0, 0], money: [-2, -0.5] },
      { peerId: 'S', generation: [4, 2], exports: [4, 2], money: [2, 0.5] },
    ]));
});

describe('two auctions side by side', () => {
  const side = {
    ...{ label: 'a', objective: 1, generationWh: 0, servedWh: 2000, gridImportsWh: 0 },
    ...{ gridExportsWh: 0, tradedWh: 0, paidNanos: '1500000000', networkNanos: '0' },
  };
  const changed = (peerId: string, differenceNanos: string): ComparedPeer => ({
    ...{ peerId, communityId: 'C', firstNanos: '0', secondNanos: differenceNanos, differenceNanos },
    ...{ firstGenerationWh: 1000, secondGenerationWh: 0, firstImportsWh: 0, secondImportsWh: 0 },
    ...{ firstExportsWh: 0, secondExportsWh: 0 },
  });

  it('lead from who wins most to who loses most', () => {
    const comparison: AuctionComparison = {
      ...{ first: side, second: { ...side, servedWh: 3000 } },
      winners: [changed('W1', '5000000000'), changed('W2', '1000000000')],
      losers: [changed('L1', '-9000000000'), changed('L2', '-1000000000')],
    };
    const { measures, peers } = compareAuctions(comparison);
    expect(peers.map(({ peerId }) => peerId)).toEqual(['W1', 'W2', 'L2', 'L1']);
    expect(peers[0]).toMatchObject({ generation: [1, 0], money: [0, 5] });
    expect(measures.find(({ name }) => name === 'served')?.values).toEqual([2, 3]);
    expect(measures.find(({ name }) => name === 'paid')?.values).toEqual([1.5, 1.5]);
  });
});
