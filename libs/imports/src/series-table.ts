import type { MonthBlock } from './month-blocks.js';

const MINUTE_MS = 60_000;

interface Row {
  readonly minutes: number;
  readonly months: Map<number, readonly (number | null)[]>;
  /** Starts of months, in order. */
  starts: number[];
}

/** Series in memory, to be cut by time: what turning a data set into auctions needs. */
export class SeriesTable {
  private readonly rows = new Map<string, Row>();
  fromMs = Infinity;
  toMs = -Infinity;

  add({ series, startMs, minutes, values }: MonthBlock): void {
    const row = this.rows.get(series) ?? { minutes, months: new Map(), starts: [] };
    row.months.set(startMs, values);
    row.starts = [...row.months.keys()].sort((a, b) => a - b);
    this.rows.set(series, row);
    this.fromMs = Math.min(this.fromMs, startMs);
    this.toMs = Math.max(this.toMs, startMs + values.length * minutes * MINUTE_MS);
  }

  /** Length of the intervals of a series; undefined where there is none of this name. */
  minutesOf(name: string): number | undefined {
    return this.rows.get(name)?.minutes;
  }

  /** Names of series, in order. */
  names(): readonly string[] {
    return [...this.rows.keys()].sort();
  }

  /**
   * Sums of a series over intervals of `minutes` in `[startMs, endMs)`; `null` where any part is
   * missing, and throughout where the series has no intervals that fit.
   */
  cut(name: string, startMs: number, endMs: number, minutes: number): (number | null)[] {
    const count = Math.round((endMs - startMs) / (minutes * MINUTE_MS));
    const row = this.rows.get(name);
    const parts = row === undefined ? 0 : minutes / row.minutes;
    if (row === undefined || !Number.isInteger(parts)) return new Array<null>(count).fill(null);
    return Array.from({ length: count }, (_, index) => {
      const from = startMs + index * minutes * MINUTE_MS;
      return sumOf(
        Array.from({ length: parts }, (__, part) =>
          valueAt(row, from + part * row.minutes * MINUTE_MS),
        ),
      );
    });
  }
}

const sumOf = (parts: readonly (number | null)[]): number | null =>
  parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);

const valueAt = ({ minutes, months, starts }: Row, atMs: number): number | null => {
  const start = starts.findLast((monthMs) => monthMs <= atMs);
  if (start === undefined) return null;
  return months.get(start)?.[(atMs - start) / (minutes * MINUTE_MS)] ?? null;
};
