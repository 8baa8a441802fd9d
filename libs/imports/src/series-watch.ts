import { isoInstant } from '@trueque/kernel';
import { IntervalSet } from './interval-set.js';
import type { Point } from './month-blocks.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const NIGHT_HOURS = new Set([22, 23, 0, 1, 2, 3]);

/** A stretch in which a series says nothing, half-open. */
export interface Gap {
  readonly series: string;
  readonly from: string;
  readonly to: string;
  readonly intervals: number;
}

/** What is known of one series so far; sums are Wh, or 10⁻⁶ currency per kWh. */
export interface SeriesFacts {
  readonly minutes: number;
  firstMs: number;
  lastEndMs: number;
  count: number;
  sum: number;
  least: number;
  greatest: number;
  zeros: number;
  nightSum: number;
}

/** Looks at every point that is kept: spans, gaps, sums, and what is worth a second look. */
export class SeriesWatch {
  readonly series = new Map<string, SeriesFacts>();
  /** By interval length in minutes. */
  readonly covered = new Map<number, IntervalSet>();
  longestGap: Gap | undefined;
  private last: { readonly name: string; readonly facts: SeriesFacts } | undefined;

  constructor(private readonly offsetMs: number) {}

  see(point: Point): void {
    const facts = this.factsOf(point);
    const endMs = point.startMs + point.minutes * MINUTE_MS;
    if (point.startMs > facts.lastEndMs) this.seeGap(point, facts);
    facts.firstMs = Math.min(facts.firstMs, point.startMs);
    facts.lastEndMs = Math.max(facts.lastEndMs, endMs);
    facts.count += 1;
    facts.sum += point.value;
    facts.least = Math.min(facts.least, point.value);
    facts.greatest = Math.max(facts.greatest, point.value);
    if (point.value === 0) facts.zeros += 1;
    else if (this.isNight(point.startMs)) facts.nightSum += point.value;
    this.cover(point);
  }

  /** A newer version of a point that was seen before. */
  correct(point: Point, before: number): void {
    const facts = this.factsOf(point);
    facts.sum += point.value - before;
    facts.greatest = Math.max(facts.greatest, point.value);
    facts.least = Math.min(facts.least, point.value);
  }

  private factsOf({ series, startMs, minutes }: Point): SeriesFacts {
    if (this.last?.name === series) return this.last.facts;
    const facts = this.series.get(series) ?? {
      ...{ minutes, firstMs: startMs, lastEndMs: startMs, count: 0, sum: 0 },
      ...{ least: Infinity, greatest: -Infinity, zeros: 0, nightSum: 0 },
    };
    this.series.set(series, facts);
    this.last = { name: series, facts };
    return facts;
  }

  private seeGap({ series, startMs, minutes }: Point, facts: SeriesFacts): void {
    const intervals = Math.round((startMs - facts.lastEndMs) / (minutes * MINUTE_MS));
    if (intervals * minutes <= gapMinutes(this.longestGap)) return;
    const [from, to] = [isoInstant(facts.lastEndMs), isoInstant(startMs)];
    this.longestGap = { series, from, to, intervals };
  }

  private isNight(startMs: number): boolean {
    return NIGHT_HOURS.has(Math.floor((startMs + this.offsetMs) / HOUR_MS) % 24);
  }

  private cover({ startMs, minutes }: Point): void {
    let set = this.covered.get(minutes);
    if (set === undefined) this.covered.set(minutes, (set = new IntervalSet()));
    set.add(Math.floor(startMs / (minutes * MINUTE_MS)));
  }
}

const gapMinutes = (gap: Gap | undefined): number =>
  gap === undefined ? 0 : (Date.parse(gap.to) - Date.parse(gap.from)) / MINUTE_MS;
