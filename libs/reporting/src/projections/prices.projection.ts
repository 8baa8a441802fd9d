import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { PriceRow } from '../rows/period.row.js';
import { type DataOf, fact } from './facts.js';
import { periodStarts } from './period-starts.js';
import { withoutSetAside } from './set-aside.js';
import { writeRows } from './tables.js';

/** One row per community and period: the price and the band of prices that are optimal too. */
@Injectable()
export class PricesProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.prices.v1';
  readonly types = ['AuctionCleared', 'ReviewDecided'] as const;
  readonly rows = [PriceRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const counting = await withoutSetAside(events, manager, PriceRow);
    await writeRows(manager, PriceRow, counting.flatMap(fact('AuctionCleared', priceRows)));
  }
}

const priceRows = (data: DataOf<'AuctionCleared'>): PriceRow[] => {
  const { marketId, auctionId, communities } = data;
  const startOf = periodStarts(data);
  return communities.flatMap((community) =>
    community.priceMicrosPerKwh.map((priceMicrosPerKwh, period) => ({
      marketId,
      auctionId,
      period,
      start: startOf(period),
      communityId: community.communityId,
      priceMicrosPerKwh,
      leastPriceMicrosPerKwh: community.leastPriceMicrosPerKwh[period] ?? priceMicrosPerKwh,
      greatestPriceMicrosPerKwh: community.greatestPriceMicrosPerKwh[period] ?? priceMicrosPerKwh,
    })),
  );
};
