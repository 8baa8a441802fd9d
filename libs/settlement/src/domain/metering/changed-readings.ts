import type { ReadingChange } from '@trueque/contracts';
import { QUALITIES, UNKNOWN } from '../sharing/community-day.js';
import { type PeerDay } from './day-readings.js';

/** Whose readings they are, and of what. */
export type ReadingPlace = Pick<ReadingChange, 'peerId' | 'date' | 'auctionId'>;

/** Where a meter tells otherwise now, one change a direction. */
export const changedReadings = (
  place: ReadingPlace,
  before: PeerDay,
  now: PeerDay,
): readonly ReadingChange[] =>
  (['import', 'export'] as const).flatMap((direction) => {
    const series = direction === 'import' ? 'takenWh' : 'givenWh';
    const periods = periodsThatDiffer(before, now, series);
    if (periods.length === 0) return [];
    const [old, current] = [toldOf(before, series, periods), toldOf(now, series, periods)];
    return [
      {
        ...{ ...place, direction, periods: periods.length },
        ...{ beforeWh: old.energyWh, afterWh: current.energyWh ?? 0 },
        ...{ qualityBefore: old.quality, qualityAfter: current.quality },
      },
    ];
  });

type Series = 'takenWh' | 'givenWh';

const periodsThatDiffer = (before: PeerDay, now: PeerDay, series: Series): number[] => {
  const periods: number[] = [];
  now[series].forEach((energyWh, period) => {
    const isSame =
      before[series][period] === energyWh &&
      (energyWh === UNKNOWN || before.quality[period] === now.quality[period]);
    if (!isSame) periods.push(period);
  });
  return periods;
};

/** The sum of what is known, and the least trusted of it. */
const toldOf = (day: PeerDay, series: Series, periods: readonly number[]) => {
  const known = periods.filter((period) => day[series][period] !== UNKNOWN);
  const worst = Math.max(0, ...known.map((period) => day.quality[period] ?? 0));
  return {
    energyWh:
      known.length === 0
        ? null
        : known.reduce((sum, period) => sum + (day[series][period] ?? 0), 0),
    quality: (known.length < periods.length ? undefined : QUALITIES[worst]) ?? ('missing' as const),
  };
};
