import { certify } from './certificate.js';
import type { LinearProgram } from './linear-program.js';
import { lpText } from './lp-text.js';
import { preciseDot } from './products.js';
import { ProgrammeBuilder } from './programme-builder.js';

/** 14 wanted; 10 at 1, 10 at 3. */
const market = (): LinearProgram => {
  const builder = new ProgrammeBuilder();
  const demand = builder.addRow(14);
  builder.addColumn({ cost: 1, upper: 10, entries: [[demand, 1]] });
  builder.addColumn({ cost: 3, upper: 10, entries: [[demand, 1]] });
  return builder.build();
};

describe('a certificate', () => {
  it('is all zero for an optimum with its prices', () => {
    expect(certify(market(), Float64Array.of(10, 4), Float64Array.of(3))).toEqual({
      primalInfeasibility: 0,
      dualInfeasibility: 0,
      gap: 0,
    });
  });

  it('shows a gap where the price is not the one that clears', () => {
    expect(certify(market(), Float64Array.of(10, 4), Float64Array.of(2)).gap).toBeCloseTo(
      4 / 22,
      12,
    );
  });

  it('shows how far a row or a bound is missed', () => {
    const missed = certify(market(), Float64Array.of(11, 4), Float64Array.of(3));
    expect(missed.primalInfeasibility).toBe(1);
  });

  it('shows a reduced cost that no bound answers for', () => {
    const builder = new ProgrammeBuilder();
    builder.addColumn({ cost: 1, entries: [[builder.addRow(2), 1]] });
    const unbounded = certify(builder.build(), Float64Array.of(2), Float64Array.of(5));
    expect(unbounded.dualInfeasibility).toBe(4);
  });
});

describe('a programme under construction', () => {
  it('keeps bounds that are lowered and lets a column join one more row', () => {
    const builder = new ProgrammeBuilder();
    const [first, second] = [builder.addRow(1), builder.addRow()];
    const column = builder.addColumn({ upper: 9, entries: [[first, 1]] });
    builder.tighten(column, 4);
    builder.tighten(column, 7);
    builder.addEntry(column, second, -2);
    builder.addToRightHandSide(second, 5);
    const programme = builder.build();
    expect([...programme.upper]).toEqual([4]);
    expect([...programme.rows]).toEqual([first, second]);
    expect([...programme.rightHandSide]).toEqual([1, 5]);
  });

  it('is written with every digit and names that a reader accepts', () => {
    const text = lpText(market(), { column: () => 'P 3→α', row: () => 'load' });
    expect(text).toContain('cost: + 1 x0_P_3__ + 3 x1_P_3__');
    expect(text).toContain('r0_load: + 1 x0_P_3__ + 1 x1_P_3__ = 14');
    expect(text).toContain('0 <= x1_P_3__ <= 10');
  });
});

describe('a precise sum', () => {
  it('keeps small terms beside large ones', () => {
    expect(preciseDot(Float64Array.of(1e16, 1, -1e16), Float64Array.of(1, 1, 1))).toBe(1);
  });

  it('counts nothing times infinity as nothing', () => {
    expect(preciseDot(Float64Array.of(0, 2), Float64Array.of(Infinity, 3))).toBe(6);
  });
});
