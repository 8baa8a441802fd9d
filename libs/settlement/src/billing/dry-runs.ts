import type {
  AccountChange,
  BillChange,
  ReadingChange,
  SettlementDryRun,
} from '@trueque/contracts';
import { LRUCache } from 'lru-cache';
import type { AskedWindow } from './run-order.js';
import { windowId, type WindowRuns } from './window-runs.js';

/** The lists of a dry run that are told page by page. */
export type DryRunLists = {
  readonly accounts: AccountChange;
  readonly bills: BillChange;
  readonly readings: ReadingChange;
};

/** Rows `[from, from + limit)` of a list of what was known at a position of the market's log. */
export interface DryRunSlice {
  readonly list: keyof DryRunLists;
  readonly from: number;
  readonly limit: number;
  /** Undefined asks for what is known as of the window that is asked for. */
  readonly position?: number | undefined;
}

export interface DryRunRows {
  readonly rows: SettlementDryRun[keyof DryRunLists];
  readonly asOfPosition: number;
  /** False where the list goes on. */
  readonly isEnd: boolean;
}

/** What an answer holds of each list: a market has more bills than anybody looks at. */
export const FIRST_ROWS = 100;
const KEPT_MAX = 4;
const KEPT_MS = 600_000;

/**
 * Dry runs that were counted lately, by what they rest on: who pages through the changes of a large
 * market does not wait for another count with every page.
 */
export class DryRuns {
  private readonly lately = new LRUCache<string, Promise<SettlementDryRun | undefined>>({
    ...{ max: KEPT_MAX, ttl: KEPT_MS },
  });

  constructor(private readonly runs: WindowRuns) {}

  /** The whole of it, but of each list only the first rows; undefined where there is no such market. */
  async opened(asked: AskedWindow, now: string): Promise<SettlementDryRun | undefined> {
    const run = await this.counted(asked, now);
    return (
      run && {
        ...run,
        communities: run.communities.slice(0, FIRST_ROWS),
        accounts: run.accounts.slice(0, FIRST_ROWS),
        bills: run.bills.slice(0, FIRST_ROWS),
        readings: run.readings.slice(0, FIRST_ROWS),
      }
    );
  }

  async slice(
    asked: AskedWindow,
    { list, from, limit, position }: DryRunSlice,
    now: string,
  ): Promise<DryRunRows | undefined> {
    const run = await this.counted(asked, now, position);
    if (run === undefined) return undefined;
    const rows = run[list].slice(from, from + limit);
    const isEnd = from + limit >= run[list].length;
    return { rows, isEnd, asOfPosition: run.asOfPosition };
  }

  private async counted(asked: AskedWindow, now: string, position?: number) {
    const known = position ?? (await this.runs.positionOf(asked));
    const key = `${windowId(asked)} ${known}`;
    const before = this.lately.get(key);
    if (before !== undefined) return before;
    const counted = this.runs.dryRun(asked, now, known);
    this.lately.set(key, counted);
    counted.catch(() => this.lately.delete(key));
    return counted;
  }
}
