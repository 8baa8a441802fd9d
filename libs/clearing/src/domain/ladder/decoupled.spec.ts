import { loadHighs } from '@trueque/highs';
import { buyer, caseWith, seller } from '../../testing/case-with.js';
import { clearCase } from '../clear.js';
import { decoupled } from './decoupled.js';

const file = caseWith({
  rules: { tradeCost: 'seller-cost', pricing: 'pay-as-offered' },
  communities: [{ id: 'A' }, { id: 'B' }, { id: 'G' }],
  contracts: [{ from: 'A', to: 'B', exportCost: 0 }],
  peers: [
    seller('sun', 10, 0.05, { role: 'producer' }),
    buyer('home', 4),
    buyer('shop', 6, { community: 'B' }),
    {
      ...seller('grid', 50, 0.3, { community: 'G', role: 'grid' }),
      exportCost: 0.02,
      bids: [{ power: 2, value: 0.04 }],
    },
  ],
});

describe('a market whose communities are decoupled', () => {
  it('trades inside, and with the main grid alone, at the fallback price', async () => {
    const clearing = clearCase(decoupled(file, 0.18), { engine: 'lp' }, await loadHighs());
    if (clearing.status !== 'optimal') throw new Error(clearing.status);
    const { market, outcome } = clearing;
    const trades = outcome.trades.map(
      ({ buyer: to, buyerPriceMicrosPerKwh, energyWh, seller: from }) => [
        ...[market.peers[from]!.id, market.peers[to]!.id],
        ...[energyWh, buyerPriceMicrosPerKwh],
      ],
    );
    expect(trades).toContainEqual(['grid', 'shop', 6000, 180_000]);
    expect(trades.filter(([from, to]) => from === 'sun' && to === 'shop')).toEqual([]);
    expect(trades.filter(([from, to]) => from === 'sun' && to === 'home')).toHaveLength(1);
    expect(trades).toContainEqual(['sun', 'grid', 2000, 50_000]);
  });

  it('keeps what everybody else has offered, and what the main grid can do', () => {
    const { peers } = decoupled(file, 0.18);
    expect(peers.filter(({ id }) => id !== 'grid')).toEqual(
      file.peers.filter(({ id }) => id !== 'grid'),
    );
    expect(peers.find(({ id }) => id === 'grid')).toMatchObject({
      generation: { max: 50, cost: 0.18 },
      bids: [{ power: 2, value: 0.18 }],
      exportCost: 0,
    });
  });
});
