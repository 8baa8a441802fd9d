import { ProgrammeBuilder } from './programme-builder.js';

describe('a programme that is built', () => {
  it('takes an arc for the column that its ends make', () => {
    const [arcs, columns] = [new ProgrammeBuilder(), new ProgrammeBuilder()];
    for (const builder of [arcs, columns]) builder.addRow(1);
    for (const builder of [arcs, columns]) builder.addRow(2);
    arcs.addArc({ from: 0, to: 1, gain: 0.9, cost: 3, upper: 7 });
    columns.addColumn({
      cost: 3,
      upper: 7,
      entries: [
        [0, -1],
        [1, 0.9],
      ],
    });
    arcs.addArc({ to: 0, lower: 2 });
    columns.addColumn({ lower: 2, entries: [[0, 1]] });
    arcs.addArc({ from: 1 });
    columns.addColumn({ entries: [[1, -1]] });
    expect(arcs.build()).toEqual(columns.build());
  });

  it('keeps entries that come later behind those of their column', () => {
    const builder = new ProgrammeBuilder();
    const [near, far] = [builder.addRow(), builder.addRow()];
    const column = builder.addArc({ to: near });
    builder.addArc({ from: near });
    builder.addEntry(column, far, 0.5);
    const { rows, starts, values } = builder.build();
    expect([[...starts], [...rows], [...values]]).toEqual([
      [0, 2, 3],
      [near, far, near],
      [1, 0.5, -1],
    ]);
  });
});
