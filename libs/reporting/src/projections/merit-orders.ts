import { type Mtu, mtuHours } from '@trueque/kernel';
import type { EntityManager } from 'typeorm';
import { MeritTally } from '../merit-order/merit-tally.js';
import type { OfferedPeer } from '../merit-order/offered-steps.js';
import { pagesByPeer, PEERS_AT_ONCE } from '../merit-order/pages-by-peer.js';
import { type MeritOrderRow, OfferRow } from '../rows/insight.row.js';
import type { DataOf } from './facts.js';

type Cleared = DataOf<'AuctionCleared'>;
type Schedule = Cleared['schedules'][number];

/** Of every period of an auction, its offers held against what came of them. */
export const meritOrders = async (
  manager: EntityManager,
  cleared: Cleared,
): Promise<readonly MeritOrderRow[]> => {
  const { marketId, auctionId, periods } = cleared;
  const tallies = Array.from({ length: periods }, (_, period) => new MeritTally(period));
  const schedules = new Map(cleared.schedules.map((it) => [it.peerId, it]));
  const hours = mtuHours(cleared.mtu as Mtu);
  for await (const page of offersOf(manager, cleared))
    for (const { peerId, offer } of page)
      for (const [period, tally] of tallies.entries())
        tally.add({ peerId, offer, ...powerOf(schedules.get(peerId), period, hours) });
  return tallies.map((tally, period) => ({ marketId, auctionId, period, blocks: tally.blocks() }));
};

/** From the table that is written: a rebuild has one of its own. */
const offersOf = (manager: EntityManager, { marketId, auctionId }: Cleared) => {
  const { tablePath } = manager.connection.getMetadata(OfferRow);
  return pagesByPeer((after) =>
    manager.query<Pick<OfferRow, 'peerId' | 'offer'>[]>(
      `SELECT peer_id AS "peerId", offer FROM ${tablePath}
       WHERE market_id = $1 AND auction_id = $2 AND peer_id > $3
       ORDER BY peer_id LIMIT ${PEERS_AT_ONCE}`,
      [marketId, auctionId, after],
    ),
  );
};

type Power = Omit<OfferedPeer, 'peerId' | 'offer'>;

const powerOf = (schedule: Schedule | undefined, period: number, hours: number): Power => {
  const kw = (series: readonly number[] | null | undefined) =>
    (series?.[period] ?? 0) / 1000 / hours;
  return {
    generationKw: kw(schedule?.generationWh),
    chargeKw: kw(schedule?.chargeWh),
    dischargeKw: kw(schedule?.dischargeWh),
    servedKw: kw(schedule?.servedWh),
  };
};
