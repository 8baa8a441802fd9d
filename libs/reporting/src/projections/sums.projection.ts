import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { CommunityEnergyRow, ExchangeRow, GridPeerRow, PeerSumRow } from '../rows/summary.row.js';
import { fact, lastByKey } from './facts.js';
import { communitySums, peerSums } from './schedule-sums.js';
import { withoutSetAside } from './set-aside.js';
import { addToRows, allRows, writeMissingRows, writeRows } from './tables.js';
import { crossingsOfTrades, exchangesOfTrades, type IsGrid, NOTHING } from './trade-sums.js';

/**
 * Energy and money summed up by community, peer and pair of sides. A result's schedules come before
 * its trades, so that these add to what is there.
 */
@Injectable()
export class SumsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.sums.v1';
  readonly types = ['PeerRegistered', 'AuctionCleared', 'TradeExecuted', 'ReviewDecided'] as const;
  readonly rows = [GridPeerRow, CommunityEnergyRow, PeerSumRow, ExchangeRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    await writeRows(manager, GridPeerRow, lastByKey(events.flatMap(gridPeer), keyOf));
    const counting = await withoutSetAside(events, manager, ...OF_AUCTION);
    const cleared = counting.flatMap(fact('AuctionCleared', (data) => [data]));
    const trades = counting.flatMap(fact('TradeExecuted', (data) => [data]));
    if (cleared.length === 0 && trades.length === 0) return;
    const isGrid = await gridsKnown(manager);
    await writeRows(manager, PeerSumRow, cleared.flatMap(peerSums));
    await writeRows(
      manager,
      CommunityEnergyRow,
      cleared.flatMap((data) => communitySums(data, isGrid)),
    );
    await addToRows(manager, CommunityEnergyRow, crossingsOfTrades(trades, isGrid));
    const exchanges = exchangesOfTrades(trades, isGrid);
    await writeMissingRows(
      manager,
      ExchangeRow,
      exchanges.map((exchange) => ({ ...exchange, ...NOTHING })),
    );
    await addToRows(manager, ExchangeRow, exchanges);
  }
}

const OF_AUCTION = [PeerSumRow, CommunityEnergyRow, ExchangeRow];

const gridPeer = fact('PeerRegistered', ({ marketId, peerId, role }) =>
  role === 'grid' ? [{ marketId, peerId }] : [],
);

const keyOf = ({ marketId, peerId }: GridPeerRow) => `${marketId}/${peerId}`;

/** A market has few: they are read once a batch. */
const gridsKnown = async (manager: EntityManager): Promise<IsGrid> => {
  const grids = new Set((await allRows(manager, GridPeerRow)).map(keyOf));
  return (marketId, peerId) => grids.has(keyOf({ marketId, peerId }));
};
