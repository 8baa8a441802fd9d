import { Inject, Injectable } from '@nestjs/common';
import { carryOutApproved, type Executors } from '@trueque/approvals';
import {
  type EventType,
  offersEvents,
  OPERATION_REASONS,
  tradingRulesSchema,
} from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { z } from 'zod';
import { recordReadingsApproved, readingsOrder } from '../record-readings.js';
import { AuctionLives, LIFE_CHANGES } from './auction-lives.js';
import { MarketDesk } from './market-desk.js';
import { setFallbackPriceApproved, setTradingRulesApproved } from './trading-rules.js';

/** Carries out what two people wanted of intake. */
@Injectable()
export class ApprovedChangesProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'intake.approved-changes';
  readonly types: readonly EventType[] = ['ChangeApproved'];

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly lives: AuctionLives,
    private readonly desk: MarketDesk,
  ) {}

  handle(event: RecordedEvent): Promise<void> {
    return carryOutApproved(this.store, event, this.executors);
  }

  private readonly executors: Executors = {
    'trading-rules': async (wanted, options) => {
      const rules = tradingRulesSchema.parse(wanted);
      const outcome = await setTradingRulesApproved(this.store, rules, options);
      this.desk.forget(options.partition);
      return outcome;
    },
    'fallback-price': (wanted, options) =>
      setFallbackPriceApproved(this.store, priceOrder.parse(wanted).price, options),
    suspension: (wanted, options) => this.lives.carryOut(lifeOrder.parse(wanted), options),
    'manual-readings': async (wanted, options) => {
      const order = readingsOrder.safeParse(wanted);
      return order.success ? recordReadingsApproved(this.store, order.data, options) : undefined;
    },
  };
}

const priceOrder = offersEvents.FallbackPriceSet.data.pick({ price: true });

const lifeOrder = z.object({
  change: z.enum(LIFE_CHANGES),
  auctionId: z.string().optional(),
  reasonCode: z.enum(OPERATION_REASONS),
  reason: z.string(),
});
