import { compareText } from '@trueque/kernel';
import fc from 'fast-check';
import { sortedById } from './sorted-by-id.js';

const MANY = 2500;

const named = (ids: readonly string[]) => ids.map((id) => ({ id }));

const expectInOrder = (ids: readonly string[]): void => {
  const sorted = sortedById(named(ids)).map(({ id }) => id);
  expect(sorted).toEqual([...ids].sort(compareText));
};

/** As many ids as are dealt out and not compared: the given ones, each with a number after or before it. */
const many = (texts: readonly string[], write: (text: string, number: number) => string) =>
  Array.from({ length: MANY }, (_, index) =>
    write(texts[index % texts.length]!, (index * 7919) % MANY),
  );

describe('peers in the order of their ids', () => {
  it('are where comparing their ids would put them', () => {
    const texts = fc.array(fc.string({ maxLength: 9 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(texts, fc.constantFrom('before', 'after'), (some, side) => {
        expectInOrder(
          many(some, (text, at) => (side === 'after' ? `${text}${at}` : `${at}${text}`)),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('are so where letters are larger than a byte', () => {
    expectInOrder(
      many(['ñandú', 'niño', 'ŝipo', '電力', 'ÿ'], (text, at) => `${text.slice(0, at % 4)}${at}`),
    );
  });

  it('are so where thousands begin with the same letters, however many, or are the same', () => {
    expectInOrder(
      many(
        ['household-of-the-hill', 'household-of-the', 'house'],
        (text, at) => `${text}${at % 300}`,
      ),
    );
    expectInOrder(many(['a'], (text) => text));
  });

  it('keep the order in which those of one id came, as few or as many', () => {
    for (const count of [3, MANY]) {
      const items = Array.from({ length: count }, (_, at) => ({ id: `P${(at * 31) % 7}`, at }));
      const byIdThenCame = [...items].sort((a, b) => compareText(a.id, b.id) || a.at - b.at);
      expect(sortedById(items)).toEqual(byIdThenCame);
    }
    expect(sortedById([])).toEqual([]);
  });
});
