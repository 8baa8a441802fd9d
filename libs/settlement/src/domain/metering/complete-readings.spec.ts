import type { MeterDay } from '@trueque/contracts';
import { completeReadings, hasSilence, type ToldReadings } from './complete-readings.js';
import { dayReadings } from './day-readings.js';

const PERIODS = 4;
const reading = (
  peerId: string,
  importWh: MeterDay['importWh'],
  exportWh: MeterDay['importWh'] = null,
) => ({ peerId, importWh, exportWh, quality: 'measured' }) satisfies MeterDay;
const told = (...events: readonly (readonly [string, MeterDay])[]) =>
  dayReadings(
    events.map(([eventId, said]) => ({ eventId, readings: [said] })),
    PERIODS,
  );

/** `home` bought 10, 20, 30 and 40 Wh of `roof`, one hour after the other; G is the grid. */
const readings = (changes: Partial<ToldReadings> = {}): ToldReadings => ({
  auction: {
    periods: PERIODS,
    peers: [
      { peerId: 'home', communityId: 'C1', importsWh: [10, 20, 30, 40], exportsWh: null },
      { peerId: 'roof', communityId: 'C1', importsWh: null, exportsWh: [10, 20, 30, 40] },
      { peerId: 'G', communityId: 'C1', importsWh: null, exportsWh: null },
    ],
    grids: [
      {
        ...{ peerId: 'G', communityId: 'C1' },
        ...{ importPriceMicrosPerKwh: [], feedInPriceMicrosPerKwh: [] },
      },
    ],
  },
  clearedBy: 'clearing',
  hours: [22, 23, 0, 1],
  communityOf: () => 'C1',
  ladderOf: () => ({ estimation: ['same-day-last-week'] }),
  told: () => undefined,
  ...changes,
});

describe('the readings of an auction', () => {
  it('are those that the meters told, where they told all', () => {
    const today = told(
      ['m', reading('home', [1, 2, 3, 4])],
      ['n', reading('roof', null, [1, 2, 3, 4])],
    );
    const whole = readings({ told: (back) => (back === 0 ? today : undefined) });
    expect(hasSilence(whole)).toBe(false);
    expect(completeReadings(whole)).toEqual([
      {
        ...{ peerId: 'home', communityId: 'C1', eventId: 'm', quality: 'measured' },
        ...{ importWh: [1, 2, 3, 4], exportWh: [0, 0, 0, 0] },
      },
      expect.objectContaining({ peerId: 'roof', eventId: 'n', exportWh: [1, 2, 3, 4] }),
    ]);
  });

  it('are estimated by the ladder in the periods that are missing, and flagged there alone', () => {
    const days = new Map([
      [0, told(['m', reading('home', [1, null, null, 4])])],
      [7, told(['w', reading('home', [9, 7, null, 9])])],
    ]);
    const [home] = completeReadings(readings({ told: (back) => days.get(back) }));
    expect(home?.importWh).toEqual([1, 7, 30, 4]); // told, last week's, what was cleared, told
    expect(home?.origins?.map(({ eventId, quality }) => `${quality} ${eventId}`)).toEqual([
      ...['measured m', 'missing clearing', 'missing clearing', 'measured m'],
    ]);
    expect(home?.quality).toBe('missing');
  });

  it('name for every period the event that told it last', () => {
    const today = told(
      ['m', reading('home', [1, 2, 3, 4])],
      ['n', reading('home', [null, 5, null, null])],
    );
    const [home] = completeReadings(readings({ told: (back) => (back === 0 ? today : undefined) }));
    expect(home?.importWh).toEqual([1, 5, 3, 4]);
    expect(home?.origins?.map(({ eventId }) => eventId)).toEqual(['m', 'n', 'm', 'm']);
  });

  it('stand in for a peer that told nothing, as far as the ladder knows more than the schedule', () => {
    const lastWeek = told(['w', reading('home', [5, 5, null, 5])]);
    const silent = readings({ told: (back) => (back === 7 ? lastWeek : undefined) });
    expect(completeReadings(silent)).toEqual([
      expect.objectContaining({ peerId: 'home', importWh: [5, 5, 30, 5], quality: 'missing' }),
    ]);
    expect(completeReadings(readings())).toEqual([]); // roof and home did what was cleared
  });

  it('go by the order of the ladder: what was cleared first, where it says so', () => {
    const lastWeek = told(['w', reading('home', [5, 5, 5, 5])]);
    const silent = readings({
      ladderOf: () => ({ estimation: ['as-cleared', 'same-day-last-week'] }),
      told: (back) => (back === 7 ? lastWeek : undefined),
    });
    expect(completeReadings(silent)).toEqual([]);
  });

  it('follow a profile as high as what the meter told of the same delivery', () => {
    const profile = Array.from({ length: 24 }, (_, hour) => (hour >= 22 ? 1 : 2));
    const today = told(['m', reading('home', [10, 20, null, null])]);
    const [home] = completeReadings(
      readings({
        ladderOf: () => ({ estimation: ['profile'], profile }),
        told: (back) => (back === 0 ? today : undefined),
      }),
    );
    expect(home?.importWh).toEqual([10, 20, 30, 30]); // 30 Wh on weights of 2, so 15 a weight
  });
});
