import { digest } from '@trueque/kernel';
import fc from 'fast-check';
import { bookDigest, type StandingOffer } from './book.js';

const standing = (peerId: string, load: number): StandingOffer => ({
  offerId: `offer-of-${peerId}`,
  peerId,
  offer: { role: 'consumer', load },
});

describe('digest of the book', () => {
  it('is the SHA-256 of the offers in order of peer id', () => {
    const [a, b] = [standing('a', 1), standing('b', 2)];
    expect(bookDigest([b, a])).toBe(digest([a, b]));
  });

  it('does not depend on the order in which offers came', () => {
    const book = ['a', 'b', 'B', 'c1', 'c10', 'c2'].map((id, index) => standing(id, index));
    fc.assert(
      fc.property(fc.shuffledSubarray(book, { minLength: book.length }), (shuffled) =>
        expect(bookDigest(shuffled)).toBe(bookDigest(book)),
      ),
    );
  });

  it('changes with any offer, and leaves out what is no part of one', () => {
    const book = [standing('a', 1), standing('b', 2)];
    expect(bookDigest([standing('a', 1), standing('b', 3)])).not.toBe(bookDigest(book));
    const annotated = book.map((offer) => ({ ...offer, receivedAt: '2030-01-01T00:00:00Z' }));
    expect(bookDigest(annotated)).toBe(bookDigest(book));
  });
});
