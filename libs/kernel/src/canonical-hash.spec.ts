import fc from 'fast-check';
import { CanonicalBytes } from './canonical-bytes.js';
import { CanonicalHash } from './canonical-hash.js';
import { digest } from './canonical-json.js';
import { inBytes } from './written-bytes.js';

const hashOf = (write: (hash: CanonicalHash) => void): string => {
  const hash = new CanonicalHash();
  write(hash);
  return hash.hex();
};

describe('a hash that is written piece by piece', () => {
  it('spells numbers as canonical JSON does, whole or not', () => {
    const numbers = fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger(), fc.constant(-0));
    fc.assert(
      fc.property(fc.array(numbers), (values) => {
        const written = hashOf((hash) => hash.numbers(Float64Array.from(values)));
        expect(written).toBe(digest(Float64Array.from(values)));
      }),
    );
  });

  it('spells a part of a row as a row of its own', () => {
    const row = [1, 20, 300, 4000.5];
    expect(hashOf((hash) => hash.numbers(row, 1, 3))).toBe(digest([20, 300]));
    expect(hashOf((hash) => hash.numbers(row, 2, 2))).toBe(digest([]));
  });

  it('spells texts as canonical JSON does, in whatever script', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('"\\\n\ud800'));
    fc.assert(
      fc.property(fc.array(texts), (values) => {
        const written = hashOf((hash) => hash.list(values, (value) => hash.text(value)));
        expect(written).toBe(digest(values));
      }),
    );
  });

  it('takes what was spelled before, whole or out of a table', () => {
    const texts = ['P1', 'P"2', 'P3'];
    const table = new CanonicalBytes();
    const starts = [0, ...texts.map((text) => table.text(text).size)];
    const written = hashOf((hash) => {
      hash.raw(inBytes('{"first":')).partOf(table.seen(), starts[0]!, starts[1]!);
      hash.raw(inBytes(',"second":')).partOf(table.seen(), starts[1]!, starts[2]!).write('}');
    });
    expect(written).toBe(digest({ first: 'P1', second: 'P"2' }));
  });

  it('is the digest of a value that is many portions long', () => {
    const peers = Array.from({ length: 9000 }, (_, index) => ({ id: `peer-${index}`, wh: index }));
    const written = hashOf((hash) =>
      hash.list(peers, ({ id, wh }) =>
        hash.write('{"id":').text(id).write(',"wh":').number(wh).write('}'),
      ),
    );
    expect(written).toBe(digest(peers));
  });

  it('takes what has no known shape, and a text longer than a portion', () => {
    const [long, other] = ['x'.repeat(200_000), { b: [1, 'ñ'], a: undefined }];
    const written = hashOf((hash) => {
      hash.write('{"long":').text(long).write(',"other":').value(other).write('}');
    });
    expect(written).toBe(digest({ other, long }));
  });
});
