import { type Findings, numberOf } from '../findings.js';
import type { ImportFormat } from '../import-format.port.js';
import type { CsvRow } from '../input/csv-rows.js';
import { UnreadableInput } from '../input/unreadable-input.js';
import { dayFirstClock, wallClock } from '../time/labels.js';
import { LocalTimes } from '../time/local-time.js';
import { readTable } from './table.js';

const ZONE = 'Europe/London';
const MINUTES = 30;
const PERIOD_MS = MINUTES * 60_000;
const DAY_MS = 86_400_000;

const SERIES = [
  ['GB-SSP', 'system sell price'],
  ['GB-SBP', 'system buy price'],
] as const;

/** System prices of Great Britain by settlement period. */
export const elexon: ImportFormat = {
  name: 'elexon',
  meterIds: 'published',
  declares: {
    timeBase: `date and settlement period; period 1 starts at 00:00 ${ZONE}, days have 46, 48 or 50`,
    label: 'interval start',
    unit: 'GBP/MWh; imbalance volume is not read',
    direction: 'prices, which may be negative',
    duplicates: 'the same value again is counted, another value is an error',
    gaps: 'stay gaps and are counted',
  },
  timeZone: ZONE,
  read(file) {
    const days = new SettlementDays();
    return readTable(file, (titles) => {
      const header = headerOf(titles, file.path);
      return (row, findings) => readRow(row, { header, days }, findings);
    });
  },
};

/** Start of a local day, and how many periods it has. */
class SettlementDays {
  private readonly times = new LocalTimes(ZONE);
  private readonly starts = new Map<number, number>();

  periodsOf(dayMs: number): number {
    return (this.startOf(dayMs + DAY_MS) - this.startOf(dayMs)) / PERIOD_MS;
  }

  startOf(dayMs: number): number {
    const start = this.starts.get(dayMs) ?? this.times.instantsOf(dayMs)[0] ?? dayMs;
    this.starts.set(dayMs, start);
    return start;
  }
}

const headerOf = (cells: readonly string[], path: string): readonly string[] => {
  const titles = cells.map((title) => title.trim().toLowerCase());
  const wanted = ['settlement date', 'settlement period', 'system sell price', 'system buy price'];
  const missing = wanted.filter((name) => !titles.some((title) => title.startsWith(name)));
  if (missing.length === 0) return titles;
  throw new UnreadableInput('columns-missing', path, `has no column ${missing.join(', ')}`);
};

const readRow = (
  { line, cells }: CsvRow,
  { header, days }: { readonly header: readonly string[]; readonly days: SettlementDays },
  findings: Findings,
): void => {
  const cell = (name: string) =>
    (cells[header.findIndex((title) => title.startsWith(name))] ?? '').trim();
  const dayMs =
    dayFirstClock(cell('settlement date')) ?? wallClock(`${cell('settlement date')} 00:00`);
  if (dayMs === undefined)
    return findings.error(
      { line, column: 'Settlement Date' },
      'time-invalid',
      cell('settlement date'),
    );
  const period = Number(cell('settlement period'));
  const count = days.periodsOf(dayMs);
  if (!Number.isInteger(period) || period < 1 || period > count)
    return findings.error(
      { line, column: 'Settlement Period' },
      'local-time-missing',
      `${cell('settlement date')} has settlement periods 1 to ${count}, not ${cell('settlement period')}`,
    );
  const startMs = days.startOf(dayMs) + (period - 1) * PERIOD_MS;
  for (const [seriesId, column] of SERIES) {
    const price = numberOf(cell(column));
    if (price === undefined) findings.noNumber({ line, column }, cell(column));
    else
      findings.prices.push({
        ...{ line, seriesId, startMs, minutes: MINUTES, currency: 'GBP' },
        priceMicrosPerKwh: Math.round(price * 1000),
      });
  }
};
