import { ProgrammeBuilder } from './programme-builder.js';
import { basisOf } from './starting-basis.js';

const BASIC = 1;

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
