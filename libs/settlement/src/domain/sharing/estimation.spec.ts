import type { Estimation } from '@trueque/contracts';
import { UNKNOWN } from './community-day.js';
import { type DaySeries, estimatedWh } from './estimation.js';

const LADDER: Estimation[] = ['same-day-last-week', 'average-of-four-weeks', 'profile', 'zero'];
const PROFILE = [1, 2, 4, 1];

const estimated = (days: Readonly<Record<number, DaySeries>>, period: number, ladder = LADDER) =>
  estimatedWh(ladder, period, { earlier: (daysBefore) => days[daysBefore], profile: PROFILE });

describe('a silent meter', () => {
  it('probably read what it read last week', () =>
    expect(estimated({ 7: [9, 8, 7, 6], 14: [1, 1, 1, 1] }, 1)).toBe(8));

  it('or the average of the weeks that are known', () =>
    expect(estimated({ 14: [3, 0, 0, 0], 28: [6, 0, 0, 0] }, 0)).toBe(4));

  it('or the profile, as high as the rest of the day stands', () =>
    expect(estimated({ 0: [UNKNOWN, 200, UNKNOWN, 100] }, 2)).toBe(400));

  it('or the profile, as high as the last day that is known', () => {
    const days = { 14: [10, UNKNOWN, UNKNOWN, 20], 21: [70, UNKNOWN, UNKNOWN, UNKNOWN] };
    expect(estimated(days, 2)).toBe(60);
  });

  it('or nothing at all', () => expect(estimated({}, 0)).toBe(0));

  it('takes no step that the rules do not name', () => {
    const days = { 0: [UNKNOWN, 200, UNKNOWN, 100] };
    expect(estimated(days, 2, ['same-day-last-week', 'zero'])).toBe(0);
    expect(estimatedWh(LADDER, 2, { earlier: () => [100, 100, UNKNOWN, 100] })).toBe(0);
  });
});
