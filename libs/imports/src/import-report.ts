import type { ClockChange } from './time/local-time.js';
import type { Declaration } from './import-format.port.js';
import type { Problem } from './reading.js';
import type { Gap } from './series-watch.js';

/** What an import found. Printed by a dry run and by a real one alike. */
export interface ImportReport {
  readonly format: string;
  readonly declares: Declaration;
  readonly files: readonly string[];
  readonly rows: number;
  /** Values that would be, or were, kept. */
  readonly readings: number;
  readonly prices: number;
  /** Meter points (of readings) and price series. */
  readonly homes: number;
  readonly priceSeries: number;
  readonly span: { readonly from: string; readonly to: string } | null;
  readonly intervalMinutes: readonly number[];
  readonly channels: readonly ChannelTotal[];
  readonly priceTotals: readonly PriceTotal[];
  readonly gaps: GapReport;
  readonly duplicates: { readonly same: number; readonly conflicting: number };
  /** Intervals that a later version of the same day in the file replaced. */
  readonly superseded: number;
  readonly clockChanges: readonly ClockChange[];
  readonly negative: number;
  readonly rejected: number;
  readonly warnings: number;
  /** How often each code came up, errors and warnings. */
  readonly problems: Readonly<Record<string, number>>;
  /** The first few of each code. */
  readonly samples: readonly Problem[];
  readonly notes: Readonly<Record<string, number>>;
}

export interface ChannelTotal {
  readonly channel: string;
  readonly series: number;
  readonly readings: number;
  readonly energyKwh: number;
  /** Least and greatest total of one home, kWh. */
  readonly leastHomeKwh: number;
  readonly greatestHomeKwh: number;
  /** Greatest single value, kWh. */
  readonly greatestKwh: number;
  readonly zeros: number;
}

export interface PriceTotal {
  readonly series: string;
  readonly prices: number;
  readonly leastPerKwh: number;
  readonly greatestPerKwh: number;
  readonly negative: number;
}

export interface GapReport {
  /** Intervals that other series have and this one does not, over all series. */
  readonly missing: number;
  readonly expected: number;
  readonly seriesComplete: number;
  readonly longest: Gap | null;
}
