import type { SettlementDryRun } from '@trueque/contracts';
import { PostgresEventStore, type TransactOptions } from '@trueque/event-store';
import type { Connection } from '@trueque/postgres';
import { type DryRunRows, type DryRunSlice, DryRuns } from './billing/dry-runs.js';
import type { AskedWindow, RunOrder, RunOutcome } from './billing/run-order.js';
import { WindowRuns } from './billing/window-runs.js';
import { SettlementPool } from './settlement-pool.js';

export interface WindowRunTask {
  readonly connection: Connection;
  readonly order: RunOrder;
  readonly options: TransactOptions;
}

export interface DryRunTask {
  readonly connection: Connection;
  readonly asked: AskedWindow;
  readonly now: string;
}

export interface DryRunRowsTask extends DryRunTask {
  readonly slice: DryRunSlice;
}

interface Runs {
  readonly window: WindowRuns;
  readonly dry: DryRuns;
}

/** Kept from run to run: a revision need not read again what the run before it booked. */
let runs: Runs | undefined;

/** A whole run, with all its reading, deciding and keeping; bills stay in the log. */
export const settleWindow = async (task: WindowRunTask): Promise<RunOutcome> => {
  runs ??= runsOver(task.connection);
  const outcome = await runs.window.settle(task.order, task.options);
  if (outcome === undefined || outcome.status === 'refused') return outcome;
  const events = outcome.events.filter(({ type }) => type === 'WindowSettled');
  return { ...outcome, events };
};

export const dryRun = (task: DryRunTask): Promise<SettlementDryRun | undefined> => {
  runs ??= runsOver(task.connection);
  return runs.dry.opened(task.asked, task.now);
};

export const dryRunRows = (task: DryRunRowsTask): Promise<DryRunRows | undefined> => {
  runs ??= runsOver(task.connection);
  return runs.dry.slice(task.asked, task.slice, task.now);
};

const runsOver = (connection: Connection): Runs => {
  const window = new WindowRuns(new PostgresEventStore(connection), new SettlementPool());
  return { window, dry: new DryRuns(window) };
};
