import fc from 'fast-check';
import { canonicalJson, type Spelled } from './canonical-json.js';

describe('canonical JSON', () => {
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

  it('spells what was spelled before as the first time', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const spelled: Spelled = new Map();
        const whole = { first: [value, { again: value }] };
        for (const each of [value, whole, whole])
          expect(canonicalJson(each, spelled)).toBe(canonicalJson(each));
      }),
    ));

  it('spells a row of plain values as each of them alone', () => {
    const numbers = [1.5, -0, 1e21, Number.NaN, Infinity];
    for (const row of [[], numbers, [...numbers, 'ñ"', '']])
      expect(canonicalJson(row)).toBe(`[${row.map((item) => canonicalJson(item)).join(',')}]`);
  });
});
