import { floats, indices } from './typed-arrays.js';

describe('typed arrays', () => {
  it('are filled place by place', () => {
    expect(floats(3, (index) => index / 2)).toEqual(Float64Array.of(0, 0.5, 1));
    expect(indices(3)).toEqual(Int32Array.of(0, 1, 2));
    expect([floats(0, () => 1).length, indices(0).length]).toEqual([0, 0]);
  });
});
