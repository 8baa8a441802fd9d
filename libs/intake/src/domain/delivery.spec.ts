import fc from 'fast-check';
import { isoInstant, MTUS, mtuMinutes } from '@trueque/kernel';
import { AUCTION_PERIODS_MAX, deliveryEnd, periodsOf } from './delivery.js';

describe('a delivery', () => {
  it.each([
    ['short', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
    ['usual', '2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z', 24],
    ['long', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25],
  ])('of a %s local day has as many hours as that day', (_, start, end, hours) => {
    expect(periodsOf({ start, end, mtu: 'PT1H' })).toBe(hours);
    expect(periodsOf({ start, end, mtu: 'PT15M' })).toBe(hours * 4);
  });

  it('may begin at a local hour of a zone with a crooked offset', () =>
    expect(
      periodsOf({ start: '2030-01-01T18:15:00Z', end: '2030-01-02T18:15:00Z', mtu: 'PT1H' }),
    ).toBe(24));

  it.each([
    ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00Z', 'not after its start'],
    ['2030-01-01T01:00:00Z', '2030-01-01T00:00:00Z', 'not after its start'],
    ['2030-01-01T00:00:00Z', '2030-01-01T01:30:00Z', '1.5 times PT1H'],
    ['2030-01-01T00:07:00Z', '2030-01-01T01:07:00Z', 'where no PT1H begins'],
    ['2030-01-01T00:00:00Z', '2039-01-01T00:00:00Z', `at most ${AUCTION_PERIODS_MAX}`],
  ])('from %s to %s is refused: %s', (start, end, why) =>
    expect(periodsOf({ start, end, mtu: 'PT1H' })).toContain(why),
  );

  it('given by its number of periods has that many', () => {
    const quarter = fc.integer({ min: 0, max: 4_000_000 }).map((n) => isoInstant(n * 900_000));
    const periods = fc.integer({ min: 1, max: AUCTION_PERIODS_MAX });
    fc.assert(
      fc.property(quarter, fc.constantFrom(...MTUS), periods, (start, mtu, count) => {
        const end = deliveryEnd(start, mtu, count);
        expect(periodsOf({ start, end, mtu })).toBe(count);
        expect(Date.parse(end) - Date.parse(start)).toBe(count * mtuMinutes(mtu) * 60_000);
      }),
    );
  });
});
