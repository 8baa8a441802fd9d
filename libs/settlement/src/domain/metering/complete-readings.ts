import type { Estimation } from '@trueque/contracts';
import type { ClearedAuction, ClearedPeer, Origin, PeerReading } from '../facts.js';
import { QUALITIES } from '../sharing/community-day.js';
import { type Cleared, completeDay, hasHoles } from './complete-day.js';
import type { DayReadings, PeerDay } from './day-readings.js';

/** How a community's silent meters are estimated. */
export interface Ladder {
  readonly estimation: readonly Estimation[];
  readonly profile?: readonly number[] | undefined;
}

/** Where there are no rules, a silent peer counts as having done what was cleared. */
export const AS_CLEARED: Ladder = { estimation: ['as-cleared'] };

/** What meters told of an auction, and what stands in for their silence. */
export interface ToldReadings {
  readonly auction: Pick<ClearedAuction, 'peers' | 'grids' | 'periods'>;
  /** Id of the event that cleared it: the origin of what nobody told. */
  readonly clearedBy: string;
  /** Local hour at which each period begins. */
  readonly hours: readonly number[];
  readonly communityOf: (peerId: string) => string;
  readonly ladderOf: (communityId: string) => Ladder;
  /** Of the auction itself (0), and of the same local hours so many days before it. */
  readonly told: (daysBefore: number) => DayReadings | undefined;
}

/** Whether a peer that was cleared is silent about anything. */
export const hasSilence = ({ auction, told }: Pick<ToldReadings, 'auction' | 'told'>): boolean =>
  membersOf(auction).some((peer) => {
    const day = told(0)?.get(peer.peerId);
    return !day || hasHoles(day, clearedOf(peer));
  });

/**
 * A reading without a hole of every peer that told anything, and of every cleared peer of whom the
 * ladder knows more than what was cleared. What was estimated says so, period by period.
 */
export const completeReadings = (readings: ToldReadings): PeerReading[] => {
  const { auction, told } = readings;
  const cleared = new Map(membersOf(auction).map((peer) => [peer.peerId, peer]));
  const silent = [...cleared.keys()].filter((peerId) => !told(0)?.has(peerId));
  return [
    ...[...(told(0)?.keys() ?? [])].map((id) => readingOf(readings, id, cleared.get(id))),
    ...silent
      .map((id) => readingOf(readings, id, cleared.get(id)))
      .filter((reading) => !isAsCleared(reading, cleared.get(reading.peerId))),
  ];
};

const membersOf = ({ peers, grids }: ToldReadings['auction']): readonly ClearedPeer[] => {
  const gridIds = new Set(grids.map(({ peerId }) => peerId));
  return peers.filter(({ peerId }) => !gridIds.has(peerId));
};

const clearedOf = (peer: ClearedPeer | undefined): Cleared => ({
  takenWh: peer?.importsWh ?? [],
  givenWh: peer?.exportsWh ?? [],
});

const readingOf = (
  readings: ToldReadings,
  peerId: string,
  peer: ClearedPeer | undefined,
): PeerReading => {
  const { auction, hours, told, communityOf, ladderOf } = readings;
  const communityId = communityOf(peerId);
  const { estimation, profile } = ladderOf(communityId);
  const day = completeDay({
    ...{ periods: auction.periods, hours, profile, ladder: estimation },
    known: (daysBefore) => told(daysBefore)?.get(peerId),
    cleared: clearedOf(peer),
  });
  const origins = Array.from({ length: auction.periods }, (_, period) =>
    originIn(day, period, readings.clearedBy),
  );
  return {
    ...{ peerId, communityId, importWh: [...day.takenWh], exportWh: [...day.givenWh] },
    ...togetherFrom(origins),
  };
};

const originIn = (
  { quality, eventIds, source }: PeerDay,
  period: number,
  clearedBy: string,
): Origin => {
  const known = QUALITIES[quality[period] ?? 0] ?? 'measured';
  const toldBy = known === 'missing' ? undefined : eventIds[source[period] ?? 0];
  return { eventId: toldBy ?? clearedBy, quality: known };
};

/** The latest event and the least trusted quality; each period's own only where they differ. */
const togetherFrom = (
  origins: readonly Origin[],
): Origin & { readonly origins?: readonly Origin[] } => {
  const [first] = origins;
  const worst = Math.max(0, ...origins.map(({ quality }) => QUALITIES.indexOf(quality)));
  const all: Origin = { eventId: first?.eventId ?? '', quality: QUALITIES[worst] ?? 'measured' };
  const isOne = origins.every((it) => it.eventId === all.eventId && it.quality === all.quality);
  return isOne ? all : { ...all, origins };
};

const isAsCleared = ({ importWh, exportWh }: PeerReading, peer: ClearedPeer | undefined): boolean =>
  importWh.every((wh, period) => wh === (peer?.importsWh?.[period] ?? 0)) &&
  exportWh.every((wh, period) => wh === (peer?.exportsWh?.[period] ?? 0));
