import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { MeritOrderRow, OfferRow } from '../rows/insight.row.js';
import { type DataOf, fact } from './facts.js';
import { meritOrders } from './merit-orders.js';
import { withoutSetAside } from './set-aside.js';
import { CROWD_EVENTS, removeRows, writeRows } from './tables.js';

/**
 * The offers that stand, one for each peer of an auction, and in which order they were taken once it
 * is cleared.
 */
@Injectable()
export class OffersProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.offers.v2';
  readonly types = [
    ...(['OfferSubmitted', 'OfferAmended', 'OfferWithdrawn'] as const),
    ...(['AuctionCleared', 'ReviewDecided'] as const),
  ] as const;
  readonly rows = [OfferRow, MeritOrderRow];
  readonly eventsAtOnce = CROWD_EVENTS;

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    await writeOffers(events, manager);
    const counting = await withoutSetAside(events, manager, MeritOrderRow);
    for (const cleared of counting.flatMap(fact('AuctionCleared', (data) => [data])))
      await writeRows(manager, MeritOrderRow, await meritOrders(manager, cleared));
  }
}

const writeOffers = async (
  events: readonly RecordedEvent[],
  manager: EntityManager,
): Promise<void> => {
  const last = new Map(events.flatMap(changesOf).map((change) => [keyOf(change), change]));
  const changes = [...last.values()];
  await writeRows(
    manager,
    OfferRow,
    changes.flatMap(({ row }) => row ?? []),
  );
  await removeRows(
    manager,
    OfferRow,
    changes.flatMap(({ row, marketId, auctionId, peerId }) =>
      row === undefined ? [{ marketId, auctionId, peerId }] : [],
    ),
  );
};

/** A row that stands from now on, or none. */
interface Change extends Pick<OfferRow, 'marketId' | 'auctionId' | 'peerId'> {
  readonly row?: OfferRow;
}

const keyOf = ({ marketId, auctionId, peerId }: Change) => `${marketId}/${auctionId}/${peerId}`;

const standing = ({ marketId, auctionId, peerId, offerId, offer }: DataOf<'OfferSubmitted'>) => {
  const key = { marketId, auctionId, peerId };
  return [{ ...key, row: { ...key, offerId, offer } }];
};

const submitted = fact('OfferSubmitted', standing);
const amended = fact('OfferAmended', standing);
const withdrawn = fact('OfferWithdrawn', ({ marketId, auctionId, peerId }) => [
  { marketId, auctionId, peerId },
]);

const changesOf = (event: RecordedEvent): readonly Change[] => [
  ...submitted(event),
  ...amended(event),
  ...withdrawn(event),
];
