import { growingFloats, growingWholes } from './growing-list.js';

const MANY = 1000;

describe('a list that grows', () => {
  it('keeps what was in it when it needs more room', () => {
    const [floats, wholes] = [growingFloats(), growingWholes()];
    for (let index = 0; index < MANY; index++) {
      expect([floats.push(index / 2), wholes.push(index)]).toEqual([index, index]);
    }
    expect([floats.length, wholes.length]).toEqual([MANY, MANY]);
    expect([floats.at(1), floats.at(MANY - 1), wholes.at(MANY - 1)]).toEqual([0.5, 499.5, 999]);
  });

  it('is taken as long as it is, and is not changed by what is done to it then', () => {
    const floats = growingFloats();
    for (let index = 0; index < 3; index++) floats.push(index);
    floats.put(1, 7);
    const taken = floats.taken();
    floats.put(1, 8);
    expect(taken).toEqual(Float64Array.of(0, 7, 2));
  });
});
