import { compareText, InvariantBroken, splitByLargestRemainder } from '@trueque/kernel';
import type { ClearedAuction, ClearedPeer, PeerReading } from './facts.js';

/**
 * Energy by which a peer departed from what was cleared in one period: short took more (or gave
 * less), long took less (or gave more). `nettedWh` is met by neighbours who departed the other way,
 * `gridWh` by the grid.
 */
export interface Deviation {
  readonly reading: PeerReading;
  readonly period: number;
  readonly kind: 'deviation-short' | 'deviation-long';
  readonly nettedWh: number;
  readonly gridWh: number;
}

/**
 * Metered minus cleared net import. Per community and period the smaller side is netted in full;
 * of the larger side the remainder is split pro rata, by largest remainder, ties by peer id. So the
 * netted energy of both sides is equal, and the grid's part is what the community really exchanged
 * beyond the plan.
 *
 * The grid's own readings are not looked at: its deviation is everyone else's. A peer without a
 * reading counts as having done what was cleared.
 */
export const deviationsOf = (
  auction: ClearedAuction,
  readings: readonly PeerReading[],
): Deviation[] => {
  const cleared = new Map(auction.peers.map((peer) => [peer.peerId, peer]));
  const gridIds = new Set(auction.grids.map(({ peerId }) => peerId));
  const metered = readings.filter(({ peerId }) => !gridIds.has(peerId));
  return byCommunity(metered).flatMap((members) =>
    periodsOf(auction).flatMap((period) =>
      deviationsIn(members.map((reading) => departure(reading, cleared, period))),
    ),
  );
};

interface Departure {
  readonly reading: PeerReading;
  readonly period: number;
  /** Positive is short, negative is long. */
  readonly shortWh: number;
}

const departure = (
  reading: PeerReading,
  cleared: ReadonlyMap<string, ClearedPeer>,
  period: number,
): Departure => {
  const peer = cleared.get(reading.peerId);
  const meteredWh = metered(reading, 'importWh', period) - metered(reading, 'exportWh', period);
  const clearedWh = (peer?.importsWh?.[period] ?? 0) - (peer?.exportsWh?.[period] ?? 0);
  return { reading, period, shortWh: meteredWh - clearedWh };
};

const metered = (
  reading: PeerReading,
  direction: 'importWh' | 'exportWh',
  period: number,
): number => {
  const energyWh = reading[direction][period];
  if (energyWh === undefined) {
    throw new InvariantBroken(`the reading of ${reading.peerId} has no value in period ${period}`);
  }
  return energyWh;
};

const deviationsIn = (departures: readonly Departure[]): Deviation[] => {
  const shorts = departures.filter(({ shortWh }) => shortWh > 0);
  const longs = departures.filter(({ shortWh }) => shortWh < 0);
  const nettedWh = Math.min(totalWh(shorts), totalWh(longs));
  return [
    ...sideOf('deviation-short', shorts, nettedWh),
    ...sideOf('deviation-long', longs, nettedWh),
  ];
};

const sideOf = (
  kind: Deviation['kind'],
  side: readonly Departure[],
  nettedWh: number,
): Deviation[] => {
  const sizes = side.map(({ shortWh }) => Math.abs(shortWh));
  const gridParts = splitByLargestRemainder(totalWh(side) - nettedWh, sizes);
  return side.map(({ reading, period, shortWh }, index) => {
    const gridWh = gridParts[index] ?? 0;
    return { reading, period, kind, nettedWh: Math.abs(shortWh) - gridWh, gridWh };
  });
};

const totalWh = (side: readonly Departure[]): number =>
  side.reduce((sum, { shortWh }) => sum + Math.abs(shortWh), 0);

const periodsOf = ({ periods }: ClearedAuction): number[] =>
  Array.from({ length: periods }, (_, period) => period);

/** Communities and their members in order of id, so that ties never depend on who came first. */
const byCommunity = (readings: readonly PeerReading[]): PeerReading[][] => {
  const communities = new Map<string, PeerReading[]>();
  for (const reading of readings.toSorted((a, b) => compareText(a.peerId, b.peerId))) {
    const members = communities.get(reading.communityId) ?? [];
    members.push(reading);
    communities.set(reading.communityId, members);
  }
  return [...communities.values()];
};
