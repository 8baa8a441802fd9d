import { Inject, Injectable, Optional } from '@nestjs/common';
import type { SettlementDryRun } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type TransactOptions } from '@trueque/event-store';
import { SettlementPool } from '../settlement-pool.js';
import { WindowRunThread } from '../window-run-thread.js';
import type { AskedWindow, RunOrder, RunOutcome } from './run-order.js';
import type { Window } from './window-auctions.js';
import { WindowRuns } from './window-runs.js';

/** Runs over windows, made in a thread of their own where there is one, and what they came to. */
@Injectable()
export class BillingRuns {
  private readonly here: WindowRuns;

  constructor(
    @Inject(EVENT_STORE) store: EventStore,
    pool: SettlementPool,
    @Optional() private readonly thread?: WindowRunThread,
  ) {
    this.here = new WindowRuns(store, pool);
  }

  settle(order: RunOrder, options: TransactOptions): Promise<RunOutcome> {
    return this.thread?.settle(order, options) ?? this.here.settle(order, options);
  }

  /** What another run would change; undefined where there is no such market. */
  dryRun(asked: AskedWindow, now: string): Promise<SettlementDryRun | undefined> {
    return this.thread?.dryRun(asked, now) ?? this.here.dryRun(asked, now);
  }

  billing(window: Window) {
    return this.here.billing(window);
  }
}
