import { buyer, type CaseSketch, caseWith, seller } from '../../testing/case-with.js';
import { normalise } from '../market/normalise.js';
import { coveragesOf } from './coverage.js';

const coverages = (sketch: Omit<CaseSketch, 'peers'>) => {
  const market = normalise(
    caseWith({
      ...sketch,
      peers: [
        seller('p', 9, 0.1),
        seller('r', 9, 0.1),
        buyer('q', 5, { community: 'B' }),
        buyer('s', 5, { community: 'B' }),
      ],
    }),
  );
  const name = ({ community, peer }: { community: number; peer: number | undefined }) =>
    peer === undefined ? market.communities[community]!.id : market.peers[peer]!.id;
  return coveragesOf(market).map(({ buyers, contract, sellers }) => [
    market.contracts[contract]!.id,
    sellers.map(name).join(),
    buyers.map(name).join(),
  ]);
};

describe('the contract that speaks for a pair', () => {
  it('is the one between its communities where there is no other', () => {
    expect(coverages({ contracts: [{ from: 'A', to: 'B', exportCost: 0 }] })).toEqual([
      ['A→B', 'A', 'B'],
    ]);
  });

  it('is the seller’s own before the community’s', () => {
    const contracts = ['A', 'p'].map((from) => ({ from, to: 'B', exportCost: 0 }));
    expect(coverages({ contracts })).toEqual([
      ['A→B', 'A', 'B'],
      ['p→B', 'p', 'B'],
    ]);
  });

  it('is the one between two peers before all others, for that pair alone', () => {
    const contracts = [
      { from: 'A', to: 'B', exportCost: 0 },
      { from: 'p', to: 'q', exportCost: 0 },
    ];
    expect(coverages({ contracts })).toEqual([
      ['A→B', 'A', 'B,q'],
      ['A→B', 'p', 'B'],
      ['p→q', 'p', 'q'],
    ]);
  });

  it('is the seller’s before the buyer’s', () => {
    const contracts = [
      { from: 'p', to: 'B', exportCost: 0 },
      { from: 'A', to: 'q', exportCost: 0 },
    ];
    expect(coverages({ contracts })).toEqual([
      ['A→q', 'A', 'q'],
      ['p→B', 'p', 'B,q'],
    ]);
  });

  it('is only one between peers where communities do not matter', () => {
    const contracts = [
      { from: 'A', to: 'B', exportCost: 0 },
      { from: 'p', to: 'q', exportCost: 0 },
    ];
    expect(coverages({ rules: { structure: 'p2p' }, contracts })).toEqual([['p→q', 'p', 'q']]);
  });
});
