import { guarded } from '@trueque/approvals';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { SettlementDryRun } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type TransactOptions } from '@trueque/event-store';
import { SettlementPool } from '../settlement-pool.js';
import { WindowRunThread } from '../window-run-thread.js';
import { type DryRunRows, type DryRunSlice, DryRuns } from './dry-runs.js';
import type { AskedWindow, RunOrder, RunOutcome } from './run-order.js';
import type { Window } from './window-auctions.js';
import { WindowRuns } from './window-runs.js';

/** Runs over windows, made in a thread of their own where there is one, and what they came to. */
@Injectable()
export class BillingRuns {
  private readonly here: WindowRuns;
  private readonly dryRunsHere: DryRuns;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    pool: SettlementPool,
    @Optional() private readonly thread?: WindowRunThread,
  ) {
    this.here = new WindowRuns(store, pool);
    this.dryRunsHere = new DryRuns(this.here);
  }

  /** A run after the final one may take two people. */
  async settle(order: RunOrder, options: TransactOptions) {
    const carryOut = () => this.settleApproved(order, options);
    if (!isRerun(order)) return carryOut();
    const { reason, reasonCode } = order;
    const revision = () => this.here.revision(order);
    const change = { action: 're-run' as const, wanted: order, revision, reasonCode, reason };
    return guarded(this.store, change, options, carryOut);
  }

  settleApproved(order: RunOrder, options: TransactOptions): Promise<RunOutcome> {
    return this.thread?.settle(order, options) ?? this.here.settle(order, options);
  }

  /** All that another run would change, counted here; undefined where there is no such market. */
  wholeDryRun(asked: AskedWindow, now: string): Promise<SettlementDryRun | undefined> {
    return this.here.dryRun(asked, now);
  }

  /** The same with the first rows of its lists. */
  dryRun(asked: AskedWindow, now: string): Promise<SettlementDryRun | undefined> {
    return this.thread?.dryRun(asked, now) ?? this.dryRunsHere.opened(asked, now);
  }

  /** More rows of such a list. */
  dryRunRows(asked: AskedWindow, slice: DryRunSlice, now: string): Promise<DryRunRows | undefined> {
    return this.thread?.dryRunRows(asked, slice, now) ?? this.dryRunsHere.slice(asked, slice, now);
  }

  billing(window: Window) {
    return this.here.billing(window);
  }
}

const isRerun = ({ kind }: RunOrder): boolean => kind === 'revision' || kind === 'dispute';
