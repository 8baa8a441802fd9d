import { dayFirstClock, instantWithOffset, wallClock } from './labels.js';

describe('a label of a time', () => {
  it('is an instant where it has an offset', () => {
    for (const text of [
      '2026-01-01T00:00:00Z',
      '2026-01-01T23:30:00Z',
      '2026-01-02T00:30:00Z',
      '2026-01-01T12:15:00Z',
      '2026-01-01T01:00:00+01:00',
      '2025-12-31T19:00:00-05:00',
      '1969-07-20T20:17:00Z',
    ])
      expect([text, instantWithOffset(text)]).toEqual([text, Date.parse(text)]);
  });

  it('may end a day at 24:00, also between others of that day', () => {
    expect(instantWithOffset('2026-01-01T12:00:00Z')).toBe(Date.parse('2026-01-01T12:00:00Z'));
    expect(instantWithOffset('2026-01-01T24:00:00Z')).toBe(Date.parse('2026-01-02T00:00:00Z'));
    expect(instantWithOffset('2026-01-01T13:00:00Z')).toBe(Date.parse('2026-01-01T13:00:00Z'));
  });

  it.each([
    '2026-01-01T25:00:00Z',
    '2026-01-01T12:60:00Z',
    '2026-01-01T1x:00:00Z',
    '2026-01-01 noon',
    '2026-02-29T00:00:00Z',
    '2026-01-01T00:00:00',
  ])('is none where nobody could mean it: %s', (text) => {
    instantWithOffset('2026-01-01T00:00:00Z');
    expect(instantWithOffset(text)).toBeUndefined();
  });

  it('is a wall clock where it has none, year first or day first', () => {
    expect(wallClock('2026/01/31 18:05')).toBe(Date.UTC(2026, 0, 31, 18, 5));
    expect(dayFirstClock('31.01.2026 18:05')).toBe(Date.UTC(2026, 0, 31, 18, 5));
    expect(dayFirstClock('31/01/2026')).toBe(Date.UTC(2026, 0, 31));
    expect(dayFirstClock('31.02.2026 00:00')).toBeUndefined();
    expect(wallClock('2026-13-01 00:00')).toBeUndefined();
  });
});
