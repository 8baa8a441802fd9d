import type { CommunityEnergyRow, PeerSumRow } from '../rows/summary.row.js';
import type { DataOf } from './facts.js';
import { periodStarts } from './period-starts.js';
import type { IsGrid } from './trade-sums.js';

type Cleared = DataOf<'AuctionCleared'>;
type Schedule = Cleared['schedules'][number];
type Series = readonly number[] | null;

const total = (series: Series): number => series?.reduce((sum, value) => sum + value, 0) ?? 0;

/** What each peer is to do, over all periods. */
export const peerSums = ({ marketId, auctionId, schedules }: Cleared): PeerSumRow[] =>
  schedules.map((schedule) => ({
    ...{ marketId, auctionId, peerId: schedule.peerId, communityId: schedule.communityId },
    generationWh: total(schedule.generationWh),
    importsWh: total(schedule.importsWh),
    exportsWh: total(schedule.exportsWh),
    chargeWh: total(schedule.chargeWh),
    dischargeWh: total(schedule.dischargeWh),
    loadWh: total(schedule.loadWh),
    servedWh: total(schedule.servedWh),
  }));

/** What the members of each community do together, period by period; its trades come later. */
export const communitySums = (cleared: Cleared, isGrid: IsGrid): CommunityEnergyRow[] => {
  const members = new Map<string, Schedule[]>();
  for (const schedule of cleared.schedules) {
    if (isGrid(cleared.marketId, schedule.peerId)) continue;
    const known = members.get(schedule.communityId);
    if (known === undefined) members.set(schedule.communityId, [schedule]);
    else known.push(schedule);
  }
  return [...members].flatMap(([communityId, of]) => communityRows(cleared, communityId, of));
};

const communityRows = (
  cleared: Cleared,
  communityId: string,
  members: readonly Schedule[],
): CommunityEnergyRow[] => {
  const { marketId, auctionId, periods } = cleared;
  const startOf = periodStarts(cleared);
  return Array.from({ length: periods }, (_, period) => {
    const sum = (seriesOf: (schedule: Schedule) => Series) =>
      members.reduce((all, schedule) => all + (seriesOf(schedule)?.[period] ?? 0), 0);
    return {
      ...{ marketId, auctionId, period, start: startOf(period), communityId },
      generationWh: sum(({ generationWh }) => generationWh),
      dischargeWh: sum(({ dischargeWh }) => dischargeWh),
      servedWh: sum(({ servedWh }) => servedWh),
      chargeWh: sum(({ chargeWh }) => chargeWh),
      storedWh: sum(({ storedWh }) => storedWh),
      ...{ gridImportsWh: 0, gridExportsWh: 0, communityImportsWh: 0, communityExportsWh: 0 },
      lossesWh: 0,
    };
  });
};
