import { benchText, partsOf } from './bench.js';
import { benchRow } from './bench-row.js';
import { BENCHES } from './benches.js';
import { thisMachine } from './machine.js';

describe('the table of a benchmark', () => {
  const text = benchText(thisMachine(), [
    benchRow({ name: 'slow', value: 2, unit: 's', floor: 0.5, atMost: 1 }),
    benchRow({ name: 'quick', value: 0.5, unit: 's', floor: 0.5, atMost: 1 }),
    ...Array.from({ length: 60 }, (_, index) =>
      benchRow({ name: `row ${index}`, value: 12_345.678, unit: 'MB' }),
    ),
  ]);

  it('tells which rows hold and which miss', () => {
    expect(text).toMatch(/slow +2 +s +0\.5 +4 +≤ 1 s +MISSED\n/);
    expect(text).toMatch(/quick +0\.5 +s +0\.5 +1 +≤ 1 s +yes\n/);
  });

  it('shows every row', () => expect(text).toMatch(/row 59 +12,350 +MB$/));

  it('begins with the machine', () => expect(text).toContain(`Node ${process.versions.node}`));
});

describe('the parts of a benchmark', () => {
  const of = { name: 'clearing', parts: ['10 peers', '100 peers, 2 periods'] };
  const chosen = (choice: Parameters<typeof partsOf>[1]) => of.parts.filter(partsOf(of, choice));

  it('are all measured, or those that are asked for, or all others', () => {
    expect(chosen({})).toEqual(of.parts);
    expect(chosen({ only: '2 periods' })).toEqual(['100 peers, 2 periods']);
    expect(chosen({ without: '100' })).toEqual(['10 peers']);
  });

  it('are named where there is no such part, or none at all', () => {
    expect(() => chosen({ only: 'a million' })).toThrow('10 peers; 100 peers, 2 periods');
    expect(() => partsOf({ name: 'events' }, { without: 'reads' })).toThrow('it is one');
    expect(partsOf({ name: 'events' }, {})('anything')).toBe(true);
  });
});

describe('the list of benchmarks', () => {
  it('has each name once', () => {
    const names = BENCHES.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});
