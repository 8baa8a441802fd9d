import type { Channel } from '@trueque/contracts';
import { isoInstant } from '@trueque/kernel';
import { UnreadableInput } from './input/unreadable-input.js';
import { clockChanges, isTimeZone, LocalTimes } from './time/local-time.js';
import type { ImportFormat, ImportOptions } from './import-format.port.js';
import type { ChannelTotal, GapReport, ImportReport, PriceTotal } from './import-report.js';
import type { SourceFile } from './input/source-file.js';
import { type Fate, type MonthBlock, MonthBlocks, type Point } from './month-blocks.js';
import { type PlaceOfPoint, problemOf } from './point-problems.js';
import type { Batch, Price, Problem, Reading } from './reading.js';
import { type SeriesFacts, SeriesWatch } from './series-watch.js';

const SAMPLES_MAX = 5;
const DAY_MS = 86_400_000;

export interface ImportRunOptions extends ImportOptions {
  /** Mean power above which a reading is worth a second look, kW. */
  readonly plausibleKw?: number | undefined;
  /** Meter points that may be read; all of them without it. */
  readonly knownMeterPoints?: ReadonlySet<string> | undefined;
  /** What meters are called in what is kept, by their official ids; as in the file where nothing is told. */
  readonly meterNames?: Pick<ReadonlyMap<string, string>, 'get'> | undefined;
  /** Told of every problem at once, so that none has to be kept. */
  readonly onProblem?: ((problem: Problem) => void) | undefined;
}

/** One import on its way: files in, months of series out, and at the end the report. */
export class ImportRun {
  private readonly blocks = new MonthBlocks();
  private readonly watch: SeriesWatch;
  private readonly files: string[] = [];
  private readonly fates = new Map<Fate, number>();
  private readonly problems = new Map<string, number>();
  private readonly samples: Problem[] = [];
  private readonly notes = new Map<string, number>();
  private readonly counts = { rows: 0, readings: 0, prices: 0, rejected: 0, warnings: 0 };
  private last = { meterPointId: '', channel: '', name: '' };
  private readonly negativePrices = new Map<string, number>();

  constructor(
    private readonly format: ImportFormat,
    private readonly options: ImportRunOptions,
  ) {
    if (options.timeZone !== undefined) assertTimeZone(options.timeZone);
    this.watch = new SeriesWatch(offsetOf(format, options));
  }

  /** Errors that keep rows out, so far. */
  get rejected(): number {
    return this.counts.rejected;
  }

  /** Reads files one after the other. Throws `UnreadableInput` for a file that is no such file. */
  async *read(files: readonly SourceFile[]): AsyncGenerator<readonly MonthBlock[]> {
    for (const file of files) {
      this.files.push(file.path);
      for await (const batch of this.format.read(file, this.options)) {
        this.takeBatch(batch, file.path);
        const full = this.blocks.take();
        if (full.length > 0) yield full;
      }
    }
    yield this.blocks.finishAll();
  }

  report(): ImportReport {
    const series = [...this.watch.series];
    const of = (kind: string) => series.filter(([name]) => name.startsWith(`${kind} `));
    const firstMs = Math.min(...series.map(([, facts]) => facts.firstMs));
    const lastMs = Math.max(...series.map(([, facts]) => facts.lastEndMs));
    const zone = this.options.timeZone ?? this.format.timeZone;
    const spans = series.length > 0;
    return {
      format: this.format.name,
      declares: this.format.declares,
      files: this.files,
      ...this.counts,
      homes: new Set(of('reading').map(([name]) => name.split(' ')[1])).size,
      priceSeries: of('price').length,
      span: spans ? { from: isoInstant(firstMs), to: isoInstant(lastMs) } : null,
      intervalMinutes: [...this.watch.covered.keys()].sort((a, b) => a - b),
      channels: channelTotals(of('reading')),
      priceTotals: of('price').map((entry) => priceTotal(entry, this.negativePrices)),
      gaps: this.gaps(),
      duplicates: { same: this.fate('same'), conflicting: this.fate('conflict') },
      superseded: this.fate('newer') + this.fate('older'),
      clockChanges: zone !== undefined && spans ? clockChanges(zone, firstMs, lastMs) : [],
      negative: this.problems.get('negative') ?? 0,
      problems: Object.fromEntries(this.problems),
      samples: this.samples,
      notes: Object.fromEntries(this.notes),
    };
  }

  private takeBatch({ rows, readings, prices, problems, notes }: Batch, file: string): void {
    this.counts.rows += rows;
    for (const problem of problems) this.tell(problem);
    for (const note of notes) this.notes.set(note, (this.notes.get(note) ?? 0) + 1);
    for (const reading of readings) this.takeReading(reading, file);
    for (const price of prices) this.takePrice(price, file);
  }

  private takeReading(reading: Reading, file: string): void {
    const { line, channel, startMs, minutes, quality } = reading;
    const meterPointId = this.options.meterNames?.get(reading.meterPointId) ?? reading.meterPointId;
    if (this.options.knownMeterPoints?.has(meterPointId) === false)
      return this.tell({
        ...{ severity: 'error', file, line, column: 'meter_point_id', code: 'meter-point-unknown' },
        message: `${meterPointId} is no peer of this market`,
      });
    const series = this.seriesOf(meterPointId, channel);
    const version = reading.version ?? 0;
    const kept = this.takePoint(
      { series, startMs, minutes, value: reading.energyWh, quality, version },
      { file, line },
    );
    if (!kept) return;
    this.counts.readings += 1;
    const limitWh = ((this.options.plausibleKw ?? 1000) * 1000 * minutes) / 60;
    if (reading.energyWh > limitWh)
      this.tell({
        ...{ severity: 'warning', file, line, column: 'quantity', code: 'implausible' },
        message: `${reading.energyWh / 1000} kWh in ${minutes} minutes`,
      });
  }

  private takePrice(price: Price, file: string): void {
    const { line, startMs, minutes, priceMicrosPerKwh: value } = price;
    const series = `price ${price.seriesId} ${price.currency}`;
    const point: Point = { series, startMs, minutes, value, quality: 'MEASURED', version: 0 };
    if (!this.takePoint(point, { file, line })) return;
    this.counts.prices += 1;
    if (value < 0) this.negativePrices.set(series, (this.negativePrices.get(series) ?? 0) + 1);
  }

  /** Rows come series by series, so most names are that of the row before. */
  private seriesOf(meterPointId: string, channel: Channel): string {
    if (this.last.meterPointId !== meterPointId || this.last.channel !== channel)
      this.last = { meterPointId, channel, name: `reading ${meterPointId} ${channel}` };
    return this.last.name;
  }

  private takePoint(point: Point, place: PlaceOfPoint): boolean {
    const fate = this.blocks.add(point);
    if (fate === 'new') this.watch.see(point);
    if (fate === 'newer') this.watch.correct(point, this.blocks.replaced);
    if (fate !== 'new') this.fates.set(fate, this.fate(fate) + 1);
    const problem = problemOf(fate, point, place);
    if (problem !== undefined) this.tell(problem);
    return fate === 'new';
  }

  private tell(problem: Problem): void {
    const times = (this.problems.get(problem.code) ?? 0) + 1;
    this.problems.set(problem.code, times);
    this.counts[problem.severity === 'error' ? 'rejected' : 'warnings'] += 1;
    if (times <= SAMPLES_MAX) this.samples.push(problem);
    this.options.onProblem?.(problem);
  }

  private fate(fate: Fate): number {
    return this.fates.get(fate) ?? 0;
  }

  private gaps(): GapReport {
    const series = [...this.watch.series.values()];
    const expectedOf = ({ minutes }: SeriesFacts) => this.watch.covered.get(minutes)?.size ?? 0;
    const expected = series.reduce((sum, facts) => sum + expectedOf(facts), 0);
    const there = series.reduce((sum, { count }) => sum + count, 0);
    return {
      missing: expected - there,
      expected,
      seriesComplete: series.filter((facts) => facts.count === expectedOf(facts)).length,
      longest: this.watch.longestGap ?? null,
    };
  }

  /** What can be said of series as a whole, when all is read. */
  finalChecks(): void {
    for (const [name, facts] of this.watch.series) {
      const channel = name.split(' ')[2] as Channel | undefined;
      const fromSun = channel === 'GENERATION' || channel === 'GRID_EXPORT';
      const share = facts.sum > 0 ? facts.nightSum / facts.sum : 0;
      const place = { severity: 'warning', file: this.files.join(', '), line: 0 } as const;
      if (fromSun && share > 0.2)
        this.tell({
          ...place,
          ...{ column: 'channel', code: 'generation-at-night' },
          message: `${Math.round(share * 100)} % of ${name} is between 22:00 and 04:00: is the direction swapped?`,
        });
    }
    const gap = this.watch.longestGap;
    if (gap !== undefined && Date.parse(gap.to) - Date.parse(gap.from) > 366 * DAY_MS)
      this.tell({
        ...{ severity: 'warning', file: this.files.join(', '), line: 0, column: 'interval_start' },
        ...{
          code: 'gap-of-years',
          message: `${gap.series} says nothing from ${gap.from} to ${gap.to}`,
        },
      });
  }
}

const channelTotals = (series: readonly [string, SeriesFacts][]): readonly ChannelTotal[] => {
  const channels = [...new Set(series.map(([name]) => name.split(' ')[2] ?? ''))].sort();
  return channels.map((channel) => {
    const facts = series.filter(([name]) => name.endsWith(` ${channel}`)).map(([, own]) => own);
    const total = (pick: (own: SeriesFacts) => number) =>
      facts.reduce((sum, own) => sum + pick(own), 0);
    return {
      channel,
      series: facts.length,
      readings: total(({ count }) => count),
      energyKwh: total(({ sum }) => sum) / 1000,
      leastHomeKwh: Math.min(...facts.map(({ sum }) => sum)) / 1000,
      greatestHomeKwh: Math.max(...facts.map(({ sum }) => sum)) / 1000,
      greatestKwh: Math.max(...facts.map(({ greatest }) => greatest)) / 1000,
      zeros: total(({ zeros }) => zeros),
    };
  });
};

const priceTotal = (
  [name, { count, least, greatest }]: [string, SeriesFacts],
  negative: ReadonlyMap<string, number>,
): PriceTotal => ({
  series: name.split(' ')[1] ?? '',
  prices: count,
  leastPerKwh: least / 1e6,
  greatestPerKwh: greatest / 1e6,
  negative: negative.get(name) ?? 0,
});

const assertTimeZone = (timeZone: string): void => {
  if (isTimeZone(timeZone)) return;
  const message = `there is no time zone called ${timeZone}`;
  throw new UnreadableInput('time-zone-unknown', '--timezone', message);
};

/** Offset for telling night from day; by the zone at the start of 2015 where it is not fixed. */
const offsetOf = (format: ImportFormat, { timeZone }: ImportOptions): number => {
  const zone = timeZone ?? format.timeZone;
  if (zone === undefined)
    return format.utcOffsetHours === undefined ? 0 : format.utcOffsetHours * 3_600_000;
  const wall = Date.UTC(2015, 0, 1);
  return wall - (new LocalTimes(zone).instantsOf(wall)[0] ?? wall);
};
