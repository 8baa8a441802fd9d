import { plainNumber, textTable } from './text-table.js';

const COLUMNS = [
  { title: 'peer', cell: ({ id }: { id: string }) => id },
  { title: 'kW', cell: ({ kw }: { kw: number }) => kw },
];

describe('a table in a terminal', () => {
  it('has words on the left and numbers on the right, under their titles', () =>
    expect(
      textTable(COLUMNS, [
        { id: 'P3', kw: 110 },
        { id: 'P10', kw: 5.25 },
      ]),
    ).toBe(['  peer    kW', '  P3     110', '  P10   5.25'].join('\n')));

  it('says how much more there is than it shows', () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ id: `P${index}`, kw: index }));
    expect(textTable(COLUMNS, rows).split('\n')).toHaveLength(42);
    expect(textTable(COLUMNS, rows)).toMatch(/… and 10 more$/);
    expect(textTable(COLUMNS, rows, 50)).not.toContain('more');
  });

  it('writes numbers with no digit too many', () => {
    expect(plainNumber(0.1 + 0.2, 3)).toBe('0.3');
    expect(plainNumber(1234.5, 3)).toBe('1234.5');
    expect(plainNumber(12_345.6789, 3)).toBe('12,345.679');
  });
});
