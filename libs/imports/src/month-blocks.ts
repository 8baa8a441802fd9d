import type { Quality } from '@trueque/contracts';
import { type QualityRuns, qualityRuns } from './domain/quality-runs.js';

/** One value of a series, energy or price alike. */
export interface Point {
  /** Tells series apart: `reading home-1 CONSUMPTION`, `price NSW1 AUD`. */
  readonly series: string;
  readonly startMs: number;
  readonly minutes: number;
  readonly value: number;
  readonly quality: Quality;
  readonly version: number;
}

/** A month (UTC) of a series as far as it was read; `null` is a gap. */
export interface MonthBlock {
  readonly series: string;
  readonly startMs: number;
  readonly minutes: number;
  readonly values: readonly (number | null)[];
  readonly quality: QualityRuns;
}

/** What became of a point. Everything but `new`, `same` and `newer` is a fault of the file. */
export type Fate = 'new' | 'same' | 'newer' | 'older' | 'conflict' | 'out-of-order' | 'misfit';

interface Open {
  readonly month: number;
  readonly minutes: number;
  /** Start of the first interval that could lie in the month. */
  readonly originMs: number;
  readonly values: (number | null)[];
  readonly qualities: Quality[];
  readonly versions: number[];
}

interface Series {
  current: Open;
  /** The month before it in the file: local days reach over the ends of months in UTC. */
  previous: Open | undefined;
  readonly finished: Set<number>;
}

const MINUTE_MS = 60_000;

/**
 * Gathers points into months, two open months a series, and gives a month out when its series has
 * gone on: so memory grows with the number of meters, not with the length of the file.
 */
export class MonthBlocks {
  private readonly open = new Map<string, Series>();
  private readonly full: MonthBlock[] = [];
  /** What the last `newer` point took the place of. */
  replaced = 0;

  add(point: Point): Fate {
    const block = this.blockFor(point);
    return block === undefined ? 'out-of-order' : this.place(block, point);
  }

  /** Blocks that are complete since the last call. */
  take(): MonthBlock[] {
    return this.full.splice(0);
  }

  finishAll(): MonthBlock[] {
    for (const [name, { current, previous }] of this.open) {
      if (previous !== undefined) this.giveOut(name, previous);
      this.giveOut(name, current);
    }
    this.open.clear();
    return this.take();
  }

  /** Undefined for a month that was given out already. */
  private blockFor(point: Point): Open | undefined {
    const month = monthOf(point.startMs);
    const series = this.open.get(point.series);
    if (series === undefined) {
      const current = opened(point, month);
      this.open.set(point.series, { current, previous: undefined, finished: new Set() });
      return current;
    }
    if (series.current.month === month) return series.current;
    if (series.previous?.month === month) return series.previous;
    if (series.finished.has(month)) return undefined;
    if (series.previous !== undefined) {
      series.finished.add(series.previous.month);
      this.giveOut(point.series, series.previous);
    }
    series.previous = series.current;
    series.current = opened(point, month);
    return series.current;
  }

  private giveOut(series: string, { values, qualities, minutes, originMs }: Open): void {
    const first = values.findIndex((value) => value !== null);
    if (first < 0) return;
    const end = values.findLastIndex((value) => value !== null) + 1;
    this.full.push({
      series,
      startMs: originMs + first * minutes * MINUTE_MS,
      minutes,
      values: values.slice(first, end),
      quality: qualityRuns(qualities.slice(first, end)),
    });
  }

  private place(block: Open, { startMs, minutes, value, quality, version }: Point): Fate {
    const index = (startMs - block.originMs) / (minutes * MINUTE_MS);
    if (minutes !== block.minutes || !Number.isInteger(index)) return 'misfit';
    const { values, qualities, versions } = block;
    while (values.length <= index) {
      values.push(null);
      qualities.push('MISSING');
      versions.push(0);
    }
    const before = values[index] ?? null;
    const fate = fateOf(before, versions[index] ?? 0, value, version);
    if (fate !== 'new' && fate !== 'newer') return fate;
    this.replaced = before ?? 0;
    values[index] = value;
    qualities[index] = quality;
    versions[index] = version;
    return fate;
  }
}

/** Intervals may begin at any minute of their length: local hours of some zones do, in UTC. */
const opened = ({ startMs, minutes }: Point, month: number): Open => {
  const monthMs = startOfMonth(month);
  const originMs = monthMs + ((startMs - monthMs) % (minutes * MINUTE_MS));
  return { month, minutes, originMs, values: [], qualities: [], versions: [] };
};

const fateOf = (before: number | null, was: number, value: number, version: number): Fate => {
  if (before === null) return 'new';
  if (version > was) return 'newer';
  if (before === value) return 'same';
  return version < was ? 'older' : 'conflict';
};

/** Months since year 0; the last month is kept, because points come in order. */
let known = { fromMs: 0, toMs: 0, month: 0 };

const monthOf = (startMs: number): number => {
  if (startMs >= known.fromMs && startMs < known.toMs) return known.month;
  const date = new Date(startMs);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  known = { fromMs: startOfMonth(month), toMs: startOfMonth(month + 1), month };
  return month;
};

const startOfMonth = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1);
