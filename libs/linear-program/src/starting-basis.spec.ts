import { ProgrammeBuilder } from './programme-builder.js';
import { AT_LOWER, AT_UPPER, BASIC, basisOf, evened } from './starting-basis.js';

/** Sellers of a kWh each, at costs that rise, and one balance that asks for some of them. */
const meritOrder = (sellersCount: number, wantedKwh: number) => {
  const builder = new ProgrammeBuilder();
  const row = builder.addRow(wantedKwh);
  for (let seller = 0; seller < sellersCount; seller++)
    builder.addColumn({ cost: 1 + seller, upper: 1, entries: [[row, 1]] });
  return builder.build();
};

describe('a basis of a known optimum', () => {
  it('has as many free columns and slacks as there are rows', () => {
    const programme = meritOrder(5, 2.5);
    const primal = Float64Array.from([1, 1, 0.5, 0, 0]);
    const basis = basisOf(programme, { primal, dual: Float64Array.of(3) });
    expect([...basis.columns]).toEqual([2, 2, BASIC, 0, 0]);
    expect([...basis.rows]).toEqual([0]);
  });

  it('keeps the slack of a row that no column at its price holds', () => {
    const programme = meritOrder(3, 2);
    const primal = Float64Array.from([1, 1, 0]);
    const basis = basisOf(programme, { primal, dual: Float64Array.of(2.5) });
    expect([...basis.columns]).toEqual([2, 2, 0]);
    expect([...basis.rows]).toEqual([BASIC]);
  });
});

describe('a basis that is put together', () => {
  const counted = (columns: number[], rows: number[]) => {
    const even = evened({ columns: Int32Array.from(columns), rows: Int32Array.from(rows) });
    return [[...even.columns], [...even.rows]];
  };

  it('stays as it is where as many are basic as there are rows', () => {
    expect(counted([BASIC, AT_UPPER], [BASIC, AT_LOWER])).toEqual([
      [BASIC, AT_UPPER],
      [BASIC, AT_LOWER],
    ]);
  });

  it('takes in slacks for what is missing', () => {
    expect(counted([BASIC, AT_UPPER], [AT_LOWER, AT_LOWER])).toEqual([
      [BASIC, AT_UPPER],
      [AT_LOWER, BASIC],
    ]);
  });

  it('gives up slacks first and then columns where there are too many', () => {
    expect(counted([BASIC, BASIC, BASIC], [BASIC, BASIC])).toEqual([
      [BASIC, BASIC, AT_LOWER],
      [AT_LOWER, AT_LOWER],
    ]);
  });
});
