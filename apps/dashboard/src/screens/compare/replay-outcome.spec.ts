import { createElement } from 'react';
import type { ComparisonView } from '../../api/rows';
import { markupInMarket, textOf } from '../../testing/said';
import { ReplayOutcome } from './replay-outcome';

const outcome = (id: string, change: number, result: 'wins' | 'loses', reason: string) => ({
  ...{ id, community: 'south', a: 10, b: 10 + change, change, result, reason },
});

const comparison: ComparisonView = {
  ...{ a: 'as recorded', b: 'one price', currency: 'EUR', auctionsInOne: 0, prices: [] },
  measures: [
    { name: 'cost of the homes', unit: 'EUR', a: 20, b: 21.5, change: 1.5 },
    { name: 'self-sufficiency', unit: 'share', a: 0.25, b: 0.5, change: 0.25 },
    { name: 'auctions compared', unit: 'count', a: 7, b: 7, change: 0 },
  ],
  communities: [outcome('south', 1.5, 'loses', '')],
  communitiesCount: 1,
  peers: [
    outcome('mill', 2, 'loses', 'buys at 0.2 in place of 0.1 per kWh'),
    outcome('bakery', -0.5, 'wins', 'takes part only in B'),
  ],
  peersCount: 2,
};

const said = (of: ComparisonView, language: 'en' | 'es') =>
  textOf(
    markupInMarket(
      createElement(ReplayOutcome, { comparison: of, names: ['first', 'second'] }),
      language,
    ),
  );

describe('Two replays side by side', () => {
  it('are told by what they come to, each figure in its unit, and by how much they differ', () => {
    const text = said(comparison, 'en');
    expect(text).toContain('20.00 → 21.50 EUR');
    expect(text).toContain('+1.50');
    expect(text).toContain('25% → 50%');
    expect(text).toContain('7 → 7');
  });

  it('lead from who wins most to who loses most, and say why', () => {
    const text = said(comparison, 'en');
    expect(text.indexOf('bakery')).toBeLessThan(text.indexOf('mill'));
    expect(text).toMatch(/mill 10\.00 12\.00 2\.00 loses buys at 0\.2 in place of 0\.1 per kWh/);
  });

  it('are told in Spanish, reasons too', () => {
    const text = said(comparison, 'es');
    expect(text).toContain('20,00 → 21,50 EUR');
    expect(text).toMatch(/mill 10,00 12,00 2,00 pierde compra a 0,2 en lugar de 0,1 por kWh/);
  });

  it('of very many peers say of how many those are that are shown', () => {
    const many = { ...comparison, peersCount: 100_000 };
    expect(said(many, 'en')).toContain('Of 100,000 the 2 that change most.');
    expect(said(many, 'es')).toContain('De 100.000, los 2 que más cambian.');
    expect(said(comparison, 'en')).not.toContain('that change most');
  });
});
