import { eventCatalogue } from '@trueque/contracts';
import { eventName } from './event-names';
import { wordOf } from './words';

describe('An event', () => {
  it.each(Object.keys(eventCatalogue))('%s has a name in both languages', (type) => {
    expect(eventName(type, 'en')).toMatch(/^[A-Z][a-z]+( [a-z]+)+$/);
    expect(eventName(type, 'es')).toMatch(/^[\p{Lu}][\p{Ll}]+( \p{Ll}+)+$/u);
    expect(eventName(type, 'es')).not.toBe(eventName(type, 'en'));
  });

  it('of a newer server is called as it is', () =>
    expect(eventName('MeterSwapped', 'es')).toBe('Meter swapped'));
});

describe('A code', () => {
  it('is told by its word, and by itself where it has none', () => {
    expect(wordOf({ final: 'definitiva' }, 'final')).toBe('definitiva');
    expect(wordOf({ final: 'definitiva' }, 'interim')).toBe('interim');
    expect(wordOf({}, 'toString')).toBe('toString');
  });
});
