import { datesBetween, localDateOf, localDay, localHours } from './local-day.js';

describe('a local day', () => {
  it.each([
    ['Europe/Madrid', '2026-03-29', '2026-03-28T23:00:00Z', [92, 46, 23]],
    ['Europe/Madrid', '2026-10-25', '2026-10-24T22:00:00Z', [100, 50, 25]],
    ['America/Bogota', '2026-07-01', '2026-07-01T05:00:00Z', [96, 48, 24]],
    ['Australia/Sydney', '2026-04-05', '2026-04-04T13:00:00Z', [100, 50, 25]],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00Z', [92, 46, 23]],
  ])('of %s on %s begins at %s', (timeZone, date, start, counts) => {
    const days = (['PT15M', 'PT30M', 'PT1H'] as const).map((mtu) => localDay(date, timeZone, mtu));
    expect(days.map((day) => day?.periods)).toEqual(counts);
    expect(days[0]?.start).toBe(start);
  });

  it('of 24 and a half hours has no whole hours, but half ones', () => {
    expect(localDay('2026-04-05', 'Australia/Lord_Howe', 'PT1H')).toBeNull();
    expect(localDay('2026-04-05', 'Australia/Lord_Howe', 'PT30M')?.periods).toBe(49);
  });

  it('has its repeated hour twice', () => {
    const day = localDay('2026-10-25', 'Europe/Madrid', 'PT1H');
    expect(day && localHours(day, 'Europe/Madrid').slice(0, 5)).toEqual([0, 1, 2, 2, 3]);
  });

  it('is one of those of a window, the last not included', () => {
    expect(datesBetween('2026-02-27', '2026-03-02')).toEqual([
      ...['2026-02-27', '2026-02-28', '2026-03-01'],
    ]);
    expect(localDateOf(Date.parse('2026-03-01T23:30:00Z'), 'Europe/Madrid')).toBe('2026-03-02');
  });
});
