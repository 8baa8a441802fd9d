import { InvalidArgumentError } from 'commander';
import { wholeNumber } from './whole-number.js';

describe('a number that counts from 1', () => {
  it('is read', () => expect(wholeNumber('120')).toBe(120));

  it.each(['0', '-1', '1.5', '1e3', '', ' 7', 'all', '99999999999999999999'])('is not %p', (text) =>
    expect(() => wholeNumber(text)).toThrow(InvalidArgumentError),
  );
});
