import fc from 'fast-check';
import { compareText } from './canonical-bytes.js';
import { canonicalJson } from './canonical-json.js';

/** The same said slowly: what the bytes are held against. */
const slowly = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(slowly).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${slowly(member)}`).join()}}`;
};

describe('canonical JSON', () => {
  it('is spelled as JavaScript spells numbers and texts, keys in order', () => {
    const digits = fc.tuple(fc.integer({ min: -3_000_000_000, max: 3_000_000_000 }), fc.nat(7));
    const decimals = digits.map(([whole, after]) => whole / 10 ** after);
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('"\\\n\ud800'));
    const any = fc.anything({ values: [decimals, fc.double(), texts, fc.boolean()], key: texts });
    fc.assert(
      fc.property(any, (value) => expect(canonicalJson(value)).toBe(slowly(value))),
      {
        numRuns: 1_000,
      },
    );
  });

  it('is JSON that says the same', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    ));

  it('does not know in which order members were written', () =>
    expect(canonicalJson({ b: [1, { d: 2, c: 3 }], a: undefined })).toBe(
      '{"b":[1,{"c":3,"d":2}]}',
    ));

  it('spells numbers, texts and what is nothing alike, in a row or alone', () =>
    expect(canonicalJson([1.5, -0, 1e21, Number.NaN, 'ñ', null, undefined, true, 7n])).toBe(
      '[1.5,0,1e+21,null,"ñ",null,null,true,"7"]',
    ));

  it('spells a row of plain values as each of them alone', () => {
    const numbers = [1.5, -0, 1e21, Number.NaN, Infinity];
    for (const row of [[], numbers, [...numbers, 'ñ"', '']])
      expect(canonicalJson(row)).toBe(`[${row.map((item) => canonicalJson(item)).join(',')}]`);
  });
});
