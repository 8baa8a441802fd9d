import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { FlowRow } from '../rows/period.row.js';
import { type DataOf, fact } from './facts.js';
import { periodStarts } from './period-starts.js';
import { withoutSetAside } from './set-aside.js';
import { writeRows } from './tables.js';

/** One row per pair of communities and period in which energy flows from one to the other. */
@Injectable()
export class FlowsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.flows.v1';
  readonly types = ['AuctionCleared', 'ReviewDecided'] as const;
  readonly rows = [FlowRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const counting = await withoutSetAside(events, manager, FlowRow);
    await writeRows(manager, FlowRow, counting.flatMap(fact('AuctionCleared', flowRows)));
  }
}

const flowRows = (data: DataOf<'AuctionCleared'>): FlowRow[] => {
  const { marketId, auctionId, flows } = data;
  const startOf = periodStarts(data);
  return flows.flatMap(({ fromCommunityId, toCommunityId, energyWh }) =>
    energyWh.flatMap((flowWh, period) =>
      flowWh === 0
        ? []
        : [
            {
              marketId,
              auctionId,
              period,
              start: startOf(period),
              fromCommunityId,
              toCommunityId,
              energyWh: flowWh,
            },
          ],
    ),
  );
};
