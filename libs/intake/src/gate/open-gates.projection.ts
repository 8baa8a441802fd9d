import { Injectable } from '@nestjs/common';
import { offersEvents } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { GateRow } from './gate.row.js';

/** Open gates by the time they close. A closed one leaves, so there are never many. */
@Injectable()
export class OpenGatesProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'intake.open-gates.v1';
  readonly types = ['AuctionScheduled', 'GateClosed'] as const;
  readonly rows = [GateRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const gates = manager.getRepository(GateRow);
    for (const { type, data } of events)
      if (type === 'GateClosed') {
        const { marketId, auctionId } = offersEvents.GateClosed.data.parse(data);
        await gates.delete({ marketId, auctionId });
      } else {
        const { marketId, auctionId, gateClosesAt } =
          offersEvents.AuctionScheduled.data.parse(data);
        await gates.save({ marketId, auctionId, gateClosesAt: new Date(gateClosesAt) });
      }
  }
}
