import { benchRow } from './bench-row.js';

describe('a row of a benchmark', () => {
  it('holds at its target, and says what it is of the floor', () =>
    expect(benchRow({ name: 'solve', value: 0.3, unit: 's', floor: 0.1, atMost: 0.3 })).toEqual({
      name: 'solve',
      value: 0.3,
      unit: 's',
      floor: 0.1,
      ratio: 3,
      target: '≤ 0.3 s',
      holds: true,
    }));

  it('says that it misses, were it by the least, and never looks as if it held', () => {
    const solve = { name: 'solve', value: 0.30001, unit: 's', floor: 0.1 };
    expect(benchRow({ ...solve, atMost: 0.3 })).toMatchObject({
      ...{ value: 0.3001, ratio: 3.001, holds: false },
    });
    const replay = { name: 'replay', value: 79_999, unit: 'events/s', floor: 100_000 };
    expect(benchRow({ ...replay, atLeastOfFloor: 0.8 })).toMatchObject({
      ...{ value: 79_990, ratio: 0.7999, holds: false },
    });
    expect(benchRow({ ...replay, value: 80_000, atLeastOfFloor: 0.8 })).toMatchObject({
      ...{ value: 80_000, ratio: 0.8, holds: true },
    });
  });

  it('may be held to a least value, and to a part of its floor', () => {
    const relay = { name: 'relay', unit: 'events/s', floor: 50_000, atLeastOfFloor: 0.6 };
    expect(benchRow({ ...relay, value: 30_000 })).toMatchObject({
      ratio: 0.6,
      target: '≥ 0.6 × floor',
      holds: true,
    });
    expect(benchRow({ ...relay, value: 29_000, atLeast: 5_000 })).toMatchObject({
      target: '≥ 5000 events/s, ≥ 0.6 × floor',
      holds: false,
    });
  });

  it('leaves nothing out where there is no floor and no target', () =>
    expect(benchRow({ name: 'memory', value: 123.456, unit: 'MB' })).toEqual({
      name: 'memory',
      value: 123.5,
      unit: 'MB',
      floor: null,
      ratio: null,
      target: null,
      holds: null,
    }));
});
