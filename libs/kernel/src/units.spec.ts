import fc from 'fast-check';
import { canonicalJson, digest, sha256Hex } from './canonical-json.js';
import { isoInstant, mtuHours, periodStart } from './market-time.js';
import { microsFromPrice, nanosOf, roundHalfUp, whFromKwh } from './units.js';

describe('units', () => {
  it('turn a price into whole millionths, halves up', () => {
    expect(microsFromPrice(0.0696)).toBe(69_600);
    expect(microsFromPrice(0.0000005)).toBe(1);
    expect(microsFromPrice(-0.5)).toBe(-500_000);
  });

  it('turn energy into whole watt-hours', () => {
    expect(whFromKwh(1.2345)).toBe(1235);
  });

  it('multiply energy and price without a division, beyond the safe integers', () => {
    expect(nanosOf(60_000, 69_600)).toBe(4_176_000_000n);
    expect(nanosOf(9e15, 25_000_000)).toBe(225_000_000_000_000_000_000_000n);
  });

  it('take the noise of the last bits off before a half is rounded', () => {
    expect(roundHalfUp(2.5)).toBe(3);
    expect(roundHalfUp(2.4999999999)).toBe(3);
    expect(roundHalfUp(-2.5)).toBe(-2);
    expect(Object.is(roundHalfUp(-0.2), 0)).toBe(true);
  });
});

describe('market time', () => {
  it('names periods by their start in UTC, whatever the offset of the first', () => {
    expect(periodStart('2021-03-03T00:00:00-05:00', 'PT1H', 0)).toBe('2021-03-03T05:00:00Z');
    expect(periodStart('2026-01-31T23:45:00Z', 'PT15M', 1)).toBe('2026-02-01T00:00:00Z');
  });

  it('knows how many hours a unit has', () => {
    expect((['PT5M', 'PT15M', 'PT30M', 'PT1H'] as const).map(mtuHours)).toEqual([
      1 / 12,
      0.25,
      0.5,
      1,
    ]);
  });

  it('writes instants without milliseconds', () => {
    expect(isoInstant(0)).toBe('1970-01-01T00:00:00Z');
  });
});

describe('canonical JSON', () => {
  it('sorts keys by code unit and leaves out what is undefined', () => {
    expect(canonicalJson({ b: 1, a: [true, null, { d: 'x', c: undefined }] })).toBe(
      '{"a":[true,null,{"d":"x"}],"b":1}',
    );
  });

  it('reads back as the same value, and spells equal values alike', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        const read: unknown = JSON.parse(text);
        return canonicalJson(read) === text;
      }),
    );
  });

  it('is what a digest is made of', () => {
    expect(digest({ b: 1, a: 2 })).toBe(sha256Hex('{"a":2,"b":1}'));
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
