import type { Calendar } from '@trueque/contracts';
import { calendarProblem, plannedAuctions } from './calendar.js';

const dayAhead: Calendar = {
  delivery: 'local-day',
  opens: { daysBefore: 2, at: '08:00' },
  gate: { daysBefore: 1, at: '12:00' },
};
const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;
const span = (after: string, until: string) => ({
  ...{ afterMs: Date.parse(after), untilMs: Date.parse(until) },
});

/** The auction of one local day in Madrid's zone, or another. */
const dayOf = (date: string, timeZone = 'Europe/Madrid', calendar = dayAhead) => {
  const before = Date.parse(`${date}T00:00:00Z`) - 3 * 86_400_000;
  const market = { timeZone, mtu: 'PT15M' } as const;
  return plannedAuctions(calendar, market, {
    afterMs: before,
    untilMs: before + 3 * 86_400_000,
  }).find(({ auctionId }) => auctionId === date);
};

describe('a calendar of local days', () => {
  it('opens and closes on the clocks of the market', () =>
    expect(dayOf('2026-06-01')).toEqual({
      auctionId: '2026-06-01',
      start: '2026-05-31T22:00:00Z',
      end: '2026-06-01T22:00:00Z',
      opensAt: '2026-05-30T06:00:00Z',
      gateClosesAt: '2026-05-31T10:00:00Z',
    }));

  it.each([
    ['Europe/Madrid', '2026-03-29', '2026-03-28T23:00:00Z', 23],
    ['Europe/Madrid', '2026-10-25', '2026-10-24T22:00:00Z', 25],
    ['Australia/Sydney', '2026-04-05', '2026-04-04T13:00:00Z', 25],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', 24.5],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00Z', 23],
    ['America/Bogota', '2026-09-06', '2026-09-06T05:00:00Z', 24],
  ])('in %s gives %s, which begins at %s, %d hours', (timeZone, date, start, length) => {
    const day = dayOf(date, timeZone);
    expect(day?.start).toBe(start);
    expect(day && hours(day.start, day.end)).toBe(length);
  });

  it('keeps the local time of the gate when clocks change between gate and delivery', () => {
    expect(dayOf('2026-03-29')?.gateClosesAt).toBe('2026-03-28T11:00:00Z');
    expect(dayOf('2026-03-30')?.gateClosesAt).toBe('2026-03-29T10:00:00Z');
    expect(dayOf('2026-10-26')?.gateClosesAt).toBe('2026-10-25T11:00:00Z');
  });

  it('takes a gate at a time that clocks skip as much later as they skip, and of two the first', () => {
    const atNight: Calendar = { ...dayAhead, gate: { daysBefore: 1, at: '02:30' } };
    expect(dayOf('2026-03-30', 'Europe/Madrid', atNight)?.gateClosesAt).toBe(
      '2026-03-29T01:30:00Z',
    );
    expect(dayOf('2026-10-26', 'Europe/Madrid', atNight)?.gateClosesAt).toBe(
      '2026-10-25T00:30:00Z',
    );
  });

  it('tells every day once, in order, over a year with both clock changes', () => {
    const market = { timeZone: 'Europe/Madrid', mtu: 'PT15M' } as const;
    const year = span('2025-12-31T12:00:00Z', '2026-12-30T12:00:00Z');
    const days = plannedAuctions(dayAhead, market, year);
    expect(days).toHaveLength(365);
    days.slice(1).forEach(({ start }, index) => expect(start).toBe(days[index]?.end));
  });
});

describe('a calendar of periods', () => {
  const hourly: Calendar = {
    ...{ delivery: 'period', length: 'PT1H', opensMinutesBefore: 120, gateMinutesBefore: 15 },
  };

  it('closes each gate so long before delivery, whatever the clocks do', () => {
    const market = { timeZone: 'Europe/Madrid', mtu: 'PT15M' } as const;
    const night = span('2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z');
    const planned = plannedAuctions(hourly, market, night);
    expect(planned.map(({ auctionId }) => auctionId)).toEqual([
      ...['2026-10-25T01:00Z', '2026-10-25T02:00Z', '2026-10-25T03:00Z', '2026-10-25T04:00Z'],
    ]);
    expect(planned[0]).toMatchObject({
      ...{ opensAt: '2026-10-24T23:00:00Z', gateClosesAt: '2026-10-25T00:45:00Z' },
      ...{ start: '2026-10-25T01:00:00Z', end: '2026-10-25T02:00:00Z' },
    });
  });

  it('is refused where it opens after its gate, or its delivery is no whole number of periods', () => {
    const market = { timeZone: 'UTC', mtu: 'PT30M' } as const;
    expect(calendarProblem({ ...hourly, opensMinutesBefore: 15 }, market, 0)).toContain('earlier');
    expect(calendarProblem({ ...hourly, length: 'PT15M' }, market, 0)).toContain('PT15M');
    expect(calendarProblem(hourly, market, 0)).toBeUndefined();
  });
});

describe('a calendar that cannot be kept', () => {
  const at = Date.parse('2026-01-01T00:00:00Z');

  it('names the day that is no whole number of periods', () => {
    const market = { timeZone: 'Australia/Lord_Howe', mtu: 'PT1H' } as const;
    expect(calendarProblem(dayAhead, market, at)).toMatch(/2026-04-05 has 24.5 hours/);
    expect(calendarProblem(dayAhead, { ...market, mtu: 'PT30M' }, at)).toBeUndefined();
  });

  it('says that it opens too late', () => {
    const market = { timeZone: 'UTC', mtu: 'PT1H' } as const;
    const late: Calendar = { ...dayAhead, opens: { daysBefore: 1, at: '12:00' } };
    expect(calendarProblem(late, market, at)).toContain('open it earlier');
  });
});
