import { instantArray, int4Array, textArray, uuidArray } from './binary-array.js';

const words = (buffer: Buffer): number[] =>
  Array.from({ length: Math.floor(buffer.length / 4) }, (_, index) =>
    buffer.readInt32BE(index * 4),
  );

describe('an array in binary', () => {
  it('says its dimension, type, count and first index, then each length and value', () =>
    expect(words(int4Array([7, -1]))).toEqual([1, 1, 23, 2, 1, 4, 7, 4, -1]));

  it('has no dimension where it is empty', () => expect(words(int4Array([]))).toEqual([0, 1, 23]));

  it('has a null where a value is undefined', () =>
    expect(words(uuidArray([undefined]))).toEqual([1, 1, 2950, 1, 1, -1]));

  it('counts bytes of text, not characters', () => {
    const buffer = textArray(['ñandú ☀']);
    expect(buffer.readInt32BE(20)).toBe(Buffer.byteLength('ñandú ☀'));
    expect(buffer.subarray(24).toString()).toBe('ñandú ☀');
  });

  it('counts instants in microseconds from the year 2000', () => {
    const buffer = instantArray(['2000-01-01T00:00:01.5Z', '1999-12-31T23:59:59Z']);
    expect([buffer.readBigInt64BE(24), buffer.readBigInt64BE(36)]).toEqual([
      1_500_000n,
      -1_000_000n,
    ]);
  });
});
