import { Inject, Injectable } from '@nestjs/common';
import { carryOutApproved, type Executors } from '@trueque/approvals';
import { type EventType, meteredSchema, rulePackSchema } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { z } from 'zod';
import { adoptRulePackApproved } from './adopt-rule-pack.js';
import { BillingRuns } from './billing-runs.js';
import { runBody } from './bodies.js';
import { recordMeterDayApproved } from './record-meter-day.js';

/** Carries out what two people wanted of settlement. */
@Injectable()
export class ApprovedMoneyProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'settlement.approved-changes';
  readonly types: readonly EventType[] = ['ChangeApproved'];

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly runs: BillingRuns,
  ) {}

  handle(event: RecordedEvent): Promise<void> {
    return carryOutApproved(this.store, event, this.executors);
  }

  private readonly executors: Executors = {
    'rule-pack': (wanted, options) =>
      adoptRulePackApproved(this.store, rulePackSchema.parse(wanted), options),
    're-run': (wanted, options) => this.runs.settleApproved(runOrder.parse(wanted), options),
    'manual-readings': async (wanted, options) => {
      const order = meterDayOrder.safeParse(wanted);
      if (!order.success) return undefined;
      return (await recordMeterDayApproved(this.store, order.data, options))?.outcome;
    },
  };
}

const runOrder = z
  .looseObject({ marketId: z.string() })
  .pipe(z.object({ marketId: z.string(), ...runBody.shape }));

const meterDayOrder = z.strictObject({
  date: z.string(),
  readings: z.array(meteredSchema).min(1),
  soundOnly: z.boolean().optional(),
});
