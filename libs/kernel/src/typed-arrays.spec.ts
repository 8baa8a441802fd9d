import { copied, flags, floats, indices, wholeZeros, zeros } from './typed-arrays.js';

const MANY = 1 << 20;

describe('typed arrays', () => {
  it('are filled place by place', () => {
    expect(floats(3, (index) => index / 2)).toEqual(Float64Array.of(0, 0.5, 1));
    expect(indices(3)).toEqual(Int32Array.of(0, 1, 2));
    expect([floats(0, () => 1).length, indices(0).length]).toEqual([0, 0]);
  });

  it('are nothing at first, however large they are', () => {
    for (const count of [3, MANY]) {
      for (const values of [zeros(count), wholeZeros(count), flags(count)]) {
        expect(values).toHaveLength(count);
        expect(values[count - 1]).toBe(0);
      }
    }
  });

  it('are copied value by value, and go their own ways from then on', () => {
    for (const count of [3, MANY]) {
      const values = floats(count, (index) => index);
      const copy = copied(values);
      copy[0] = 7;
      expect([values[0], copy[0], copy[count - 1]]).toEqual([0, 7, count - 1]);
    }
  });
});
