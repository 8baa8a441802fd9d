import {
  decimal,
  energyScale,
  exactMoney,
  money,
  percent,
  powerScale,
  price,
  scaled,
} from './numbers';
import { axisLabels, duration, longDate } from './times';

describe('numbers', () => {
  it('are written as people of the language write them', () => {
    expect(decimal(-1234.5, 2, 'en')).toBe('−1,234.50');
    expect(decimal(12345.678, 1, 'es')).toBe('12.345,7');
    expect(percent(0.4217, 'en', 1)).toBe('42.2%');
    expect(price(220_000, 'es')).toBe('0,2200');
  });

  it('keep short by their unit', () => {
    expect([999, 1e6, 10e6, 10e9].map((wh) => energyScale(wh).unit)).toEqual([
      'kWh',
      'kWh',
      'MWh',
      'GWh',
    ]);
    expect(scaled(123_456_789, energyScale(123_456_789), 'en')).toBe('123.46');
    expect([100, 20_000].map((kw) => powerScale(kw).unit)).toEqual(['kW', 'MW']);
  });

  it('round money half away from zero, and never through a floating-point number', () => {
    expect(money('5000000', 'USD', 'en')).toBe('$0.01');
    expect(money('-5000000', 'USD', 'en')).toBe('−$0.01');
    expect(money('4999999', 'USD', 'en')).toBe('$0.00');
    expect(exactMoney('-123456789012345678901')).toBe('−123456789012.345678901');
    expect(exactMoney('5')).toBe('0.000000005');
  });
});

describe('times', () => {
  const hoursFrom = (first: string, count: number) =>
    Array.from({ length: count }, (_, hour) =>
      new Date(Date.parse(first) + hour * 3_600_000).toISOString(),
    );
  const madrid = { language: 'en', timeZone: 'Europe/Madrid' } as const;

  it('tell the two hours apart when clocks go back', () => {
    const labels = axisLabels(hoursFrom('2026-10-24T22:00:00Z', 25), madrid);
    expect(labels.slice(1, 5)).toEqual(['01:00', '02:00 GMT+2', '02:00 GMT+1', '03:00']);
    expect(new Set(labels).size).toBe(25);
  });

  it('have no label for the hour that is left out', () =>
    expect(axisLabels(hoursFrom('2026-03-28T23:00:00Z', 23), madrid).slice(0, 4)).toEqual([
      ...['00:00', '01:00', '03:00', '04:00'],
    ]));

  it('name the day where there are several', () =>
    expect(axisLabels(hoursFrom('2026-05-01T21:00:00Z', 2), madrid)).toEqual([
      ...['Fri, May 1, 23:00', 'Sat, May 2, 00:00'],
    ]));

  it('have dates in words, and durations in one unit', () => {
    expect(longDate('2016-08-08', 'es')).toBe('lunes, 8 de agosto de 2016');
    expect([500, 61_000, 7_300_000, 200_000_000].map((ms) => duration(ms, 'en'))).toEqual([
      ...['1 sec', '1 min', '2 hr', '2 days'],
    ]);
  });
});
