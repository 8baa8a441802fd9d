import { identifier } from '@trueque/contracts';
import { offerIdOf } from './offer-id.js';

describe('the id of an offer that was given none', () => {
  it('says whose offer it is, in which auction', () =>
    expect(offerIdOf('2030-01-02', 'P1')).toBe('2030-01-02.P1'));

  it('is an id, however long the names are, and another one for each peer', () => {
    const ids = ['a', 'b'].map((last) => offerIdOf('a'.repeat(64), `${'p'.repeat(63)}${last}`));
    for (const id of ids) expect(identifier.safeParse(id).success).toBe(true);
    expect(new Set(ids).size).toBe(2);
  });
});
