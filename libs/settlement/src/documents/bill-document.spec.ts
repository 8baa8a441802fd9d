import { LINE_WORDS } from '@trueque/contracts';
import { METERED_CODES } from '../domain/billing/line-codes.js';
import type { Bill } from '../domain/billing/bills.js';
import { billCsv } from './bill-csv.js';
import { billDocument } from './bill-document.js';

const readings = { measured: 100, substituted: 0, estimated: 4, missing: 44 };

const bill: Bill = {
  ...{ marketId: 'harbour', from: '2026-01-01', to: '2026-02-01', runId: 'run', number: 7 },
  ...{ account: 'peer:home', currency: 'EUR', minorDigits: 2, totalMinor: -123_456 },
  ...{ aloneNanos: '0', aloneMinor: -150_000, readings, contentHash: '0'.repeat(64) },
  lines: [
    {
      ...{ code: 'grid-purchase', energyWh: 1_234_500, amountNanos: '0', amountMinor: -123_000 },
      qualityWh: { measured: 1_000_000, substituted: 0, estimated: 34_500, missing: 200_000 },
    },
    {
      ...{ code: 'shared-sale', energyWh: 10_000, amountNanos: '0', amountMinor: 44 },
      qualityWh: { measured: 10_000, substituted: 0, estimated: 0, missing: 0 },
    },
    {
      ...{ code: 'vat', energyWh: 0, amountNanos: '0', amountMinor: -500, qualityWh: null },
      taxCategory: 'S',
    },
  ],
};

describe('a bill in words', () => {
  it('says of every line of energy how far its readings can be trusted', () =>
    expect(billDocument(bill, 'en').lines).toEqual([
      [
        ...['Bought from the grid', '1,234.500'],
        ...['81% measured, 2.8% estimated, 16.2% missing', '-1,230.00'],
      ],
      ['Sold in the community', '10.000', 'measured', '0.44'],
      ['vat (S)', '', '', '-5.00'],
    ]));

  it('says the same in Spanish, as numbers are written there', () => {
    const { lines, headings, results } = billDocument(bill, 'es');
    expect(headings).toEqual(['Línea', 'Energía, kWh', 'Lecturas', 'Importe, EUR']);
    expect(lines[0]?.[2]).toMatch(/^81\s%\smedido, 2,8\s%\sestimado, 16,2\s%\sfaltante$/);
    expect(results[0]).toEqual(['Total a pagar', '-1234,56']);
  });

  it('is a table for machines, with the energy of every line by quality', () =>
    expect(billCsv(bill).split('\n').slice(0, 2)).toEqual([
      'code,energyWh,amountNanos,amountMinor,taxCategory,measuredWh,substitutedWh,estimatedWh,missingWh',
      'grid-purchase,1234500,0,-123000,,1000000,0,34500,200000',
    ]));

  it('is counted by its readings, and numbered in its window', () =>
    expect(billDocument(bill, 'en').facts).toContainEqual([
      ...['Meter values', '100 measured, 0 substituted, 4 estimated, 44 missing, estimated here'],
    ]));

  it('has a name in both languages for every line of energy, and for what links earn', () => {
    for (const { lines } of Object.values(LINE_WORDS))
      expect(Object.keys(lines)).toEqual([...METERED_CODES, 'link-revenue']);
  });
});
