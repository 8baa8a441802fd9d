import fc from 'fast-check';
import {
  addDays,
  boundsOf,
  dayStart,
  daysIn,
  formatPeriod,
  localDate,
  parsePeriod,
  periodAround,
  shifted,
} from './period';

const AT_THE_ENDS = ['0000-01-01', '0999-12-31', '9999-12-31', '2016-01-01..9999-01-01'];

describe('A period at an end of time', () => {
  it.each(AT_THE_ENDS)('is none: %s', (text) => expect(parsePeriod(text)).toBeUndefined());
});

describe('a period', () => {
  it.each(['2016-08-08', '2016-08-08..2016-08-14'])('is written as it is read: %s', (text) => {
    const period = parsePeriod(text);
    expect(period && formatPeriod(period)).toBe(text);
  });

  it.each([undefined, '', 'soon', '2016-13-01', '2016-08-14..2016-08-08', '2016-8-8'])(
    'is not %s',
    (text) => expect(parsePeriod(text)).toBeUndefined(),
  );

  it('moves by its own length', () => {
    const week = { from: '2016-08-08', to: '2016-08-14' };
    expect(daysIn(week)).toBe(7);
    expect(shifted(week, -1)).toEqual({ from: '2016-08-01', to: '2016-08-07' });
    expect(shifted(week, 1)).toEqual({ from: '2016-08-15', to: '2016-08-21' });
  });

  it('is the day, the week from Monday, or the month around a day', () => {
    expect(periodAround('2016-08-14', 'day')).toEqual({ from: '2016-08-14', to: '2016-08-14' });
    expect(periodAround('2016-08-14', 'week')).toEqual({ from: '2016-08-08', to: '2016-08-14' });
    expect(periodAround('2016-02-14', 'month')).toEqual({ from: '2016-02-01', to: '2016-02-29' });
    expect(periodAround('2016-12-31', 'month')).toEqual({ from: '2016-12-01', to: '2016-12-31' });
  });
});

describe('a local day', () => {
  const hours = (date: string, zone: string) => {
    const { from, to } = boundsOf({ from: date, to: date }, zone);
    return (Date.parse(to) - Date.parse(from)) / 3_600_000;
  };

  it('begins at midnight of its market', () => {
    expect(dayStart('2016-08-08', 'America/Los_Angeles')).toBe('2016-08-08T07:00:00Z');
    expect(dayStart('2026-06-01', 'Australia/Lord_Howe')).toBe('2026-05-31T13:30:00Z');
  });

  it('has 23 hours when clocks go forward, 25 when they go back, and 24 else', () => {
    expect(hours('2026-03-29', 'Europe/Madrid')).toBe(23);
    expect(hours('2026-10-25', 'Europe/Madrid')).toBe(25);
    expect(hours('2026-10-26', 'Europe/Madrid')).toBe(24);
    expect(hours('2026-10-25', 'America/Bogota')).toBe(24);
  });

  it('is that of the market, wherever an instant is read', () => {
    expect(localDate('2016-08-09T06:59:00Z', 'America/Los_Angeles')).toBe('2016-08-08');
    expect(localDate('2016-08-08T07:00:00Z', 'Asia/Tokyo')).toBe('2016-08-08');
  });

  const zones = ['Europe/Madrid', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'];

  it('begins when its date does and not a second earlier, in any zone on any day', () => {
    const anyDate = fc
      .integer({ min: 0, max: 20_000 })
      .map((days) => addDays('1990-01-01', days))
      // Samoa went over the date line and has no such day.
      .filter((date) => date !== '2011-12-30');
    fc.assert(
      fc.property(anyDate, fc.constantFrom(...zones), (date, zone) => {
        const start = Date.parse(dayStart(date, zone));
        const at = (ms: number) => localDate(new Date(ms).toISOString(), zone);
        expect([at(start), at(start - 1000) < date]).toEqual([date, true]);
      }),
    );
  });

  it('follows the day before without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000 }), fc.constantFrom(...zones), (days, zone) => {
        const date = addDays('2012-01-01', days);
        const one = boundsOf({ from: date, to: date }, zone);
        const next = addDays(date, 1);
        expect(boundsOf({ from: next, to: next }, zone).from).toBe(one.to);
      }),
    );
  });
});
