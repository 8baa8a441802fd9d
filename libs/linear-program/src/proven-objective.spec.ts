import { ProgrammeBuilder } from './programme-builder.js';
import { provenObjective } from './proven-objective.js';

/** Two offers of 0.1 and 0.3 that serve a load of 3 in two rows, one after the other. */
const programme = () => {
  const builder = new ProgrammeBuilder();
  const [first, second] = [builder.addRow(), builder.addRow(3)];
  builder.addColumn({ cost: 0.1, upper: 2, entries: [[first, 1]] });
  builder.addColumn({ cost: 0.3, entries: [[first, 1]] });
  builder.addColumn({
    entries: [
      [first, -1],
      [second, 1],
    ],
  });
  return builder.build();
};

describe('what an optimum costs', () => {
  it('is its flow at its costs', () => {
    expect(provenObjective(programme(), Float64Array.of(2, 1, 3), Float64Array.of(0.3, 0.3))).toBe(
      0.5,
    );
  });

  it('is the same where rounding has left something in a row', () => {
    const flow = Float64Array.of(2, 1 + 1e-7, 3 + 3e-7);
    expect(provenObjective(programme(), flow, Float64Array.of(0.3, 0.3))).toBe(0.5);
  });

  it('is nothing of nothing', () => {
    expect(
      provenObjective(new ProgrammeBuilder().build(), new Float64Array(0), new Float64Array(0)),
    ).toBe(0);
  });
});
