import { createElement } from 'react';
import { markupInMarket, textOf } from '../../testing/said';
import { Finder } from '../../shell/finder';
import { Select } from '../../shell/select';
import type { SettledBill } from './settled-bill';
import { SettledBillShown } from './settled-bill-shown';
import { SettledLines } from './settled-lines';

const line = (code: string, amountMinor: number, energyWh = 0): SettledBill['lines'][number] => ({
  ...{ code, energyWh, amountMinor, amountNanos: String(amountMinor * 1e7) },
  qualityWh: null,
});

const bill: SettledBill = {
  ...{ marketId: 'm', from: '2026-06-01', to: '2026-06-08', runId: 'm/1', number: 7 },
  ...{ account: 'peer:P1', currency: 'EUR', minorDigits: 2, contentHash: 'x' },
  lines: [
    {
      ...line('purchase', -800, 40_000),
      qualityWh: { measured: 30_000, substituted: 0, estimated: 10_000, missing: 0 },
    },
    line('grid-fee', -150),
    line('something-new', -50),
  ],
  ...{ totalMinor: -1000, aloneMinor: -1500, aloneNanos: '-15000000000' },
  readings: { measured: 90, substituted: 5, estimated: 4, missing: 1 },
};

const lines = (language: 'en' | 'es') =>
  textOf(markupInMarket(createElement(SettledLines, { bill, path: '/bills/1' }), language));

describe('The lines of a settled bill', () => {
  it('say what was bought, what its energy rests on, and what it came to', () => {
    expect(lines('en')).toContain('Bought in the market 40.000 75% measured, 25% estimated');
    expect(lines('en')).toContain('€8.00');
  });

  it('say the same in Spanish', () => {
    expect(lines('es')).toContain('Comprado en el mercado 40,000 75 % medido, 25 % estimado');
    expect(lines('es')).toContain('8,00 €');
  });

  it('have no energy where a line is a charge, and its code where nobody knows a word for it', () =>
    expect(lines('en')).toMatch(/something-new – – \S*€0\.50/));

  it('lead each to its periods', () => {
    const markup = markupInMarket(createElement(SettledLines, { bill, path: '/bills/1' }), 'en');
    expect(markup.match(/class="row-link"/g)).toHaveLength(3);
  });
});

describe('The windows of a bill', () => {
  const billed = (from: string, to: string, kind: 'preliminary' | 'final') => ({
    ...{ from, to, kind, runId: `harbour/${from}`, completedAt: `${to}T08:00:00Z` },
  });
  const shown = (language: 'en' | 'es') =>
    textOf(
      markupInMarket(
        createElement(SettledBillShown, {
          peer: 'mill',
          windows: [billed('2026-06-01', '2026-06-08', 'final')],
        }),
        language,
      ),
    );

  it('are told with their last day, and how far they are from final', () => {
    expect(shown('en')).toContain('2026-06-01 – 2026-06-07 · final');
    expect(shown('es')).toContain('2026-06-01 – 2026-06-07 · definitiva');
  });

  it('are shown before their bill is there', () => expect(shown('en')).toMatch(/Loading…$/));
});

describe('A choice', () => {
  it('has its name, and what is chosen', () => {
    const choices = [
      { value: 'a', label: 'Almond' },
      { value: 'b', label: 'Birch' },
    ];
    const select = createElement(Select, {
      ...{ id: 'place', label: 'Place', value: 'b', choices, onChoose: () => undefined },
    });
    const markup = markupInMarket(select, 'en');
    expect(textOf(markup)).toBe('Place Almond Birch');
    expect(markup).toContain('<option value="b" selected="">Birch</option>');
  });

  it('that a link made stays to be seen while the list is on its way', () => {
    const finder = createElement(Finder<string>, {
      ...{ id: 'peer', label: 'Peer', value: 'mill', nothing: 'Choose', path: '/peers' },
      ...{ nameOf: (name: string) => name, onChoose: () => undefined },
    });
    expect(textOf(markupInMarket(finder, 'en'))).toBe('Peer Choose mill');
  });
});
