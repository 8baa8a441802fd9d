import { type Findings, idOf } from '../findings.js';
import type { ImportFormat } from '../import-format.port.js';
import type { CsvRow } from '../input/csv-rows.js';
import { columnIndex } from '../input/named-columns.js';
import { wallClock } from '../time/labels.js';
import { readTable } from './table.js';

const COLUMNS = [
  'CUSTOMER_ID',
  'READING_DATETIME',
  'CALENDAR_KEY',
  'GENERAL_SUPPLY_KWH',
  'CONTROLLED_LOAD_KWH',
  'GROSS_GENERATION_KWH',
  'NET_GENERATION_KWH',
  'OTHER_KWH',
] as const;
type Places = Readonly<Record<(typeof COLUMNS)[number], number>>;

const OFFSET_MS = 10 * 3_600_000;
const MINUTES = 30;
const HOUR_MS = 3_600_000;
const HALF_HOUR_MS = MINUTES * 60_000;
/** The calendar key grows by three from one half hour to the next. */
const KEY_STEP = 3;
/** Keys count within a contiguous run only, so an hour is told from near labels. */
const STEPS_MAX = 4;

/** Smart-Grid Smart-City, New South Wales. */
export const sgsc: ImportFormat = {
  name: 'sgsc',
  meterIds: 'published',
  declares: {
    timeBase: 'UTC+10 all year; labels repeated at the start of summer time follow CALENDAR_KEY',
    label: 'interval start (the publisher does not say)',
    unit: 'kWh a half hour',
    direction: 'supply, controlled load and other are CONSUMPTION, gross generation is GENERATION',
    duplicates: 'the same value again is counted, another value is an error',
    gaps: 'stay gaps and are counted',
  },
  timeZone: 'Australia/Sydney',
  read(file) {
    const clock = new CalendarClock();
    return readTable(file, (header) => {
      const places = columnIndex(header, COLUMNS, file.path);
      return (row, findings) => readRow(row, { places, clock }, findings);
    });
  },
};

/** Labels to instants; a label that its key says is one hour later than it claims, is so. */
class CalendarClock {
  private customer = '';
  private key = 0;
  private startMs = 0;

  instantOf(customer: string, key: number, wallMs: number): { startMs: number; moved: boolean } {
    const byLabel = wallMs - OFFSET_MS;
    const steps = (key - this.key) / KEY_STEP;
    const byKey = this.startMs + steps * HALF_HOUR_MS;
    const isNear = customer === this.customer && steps > 0 && steps <= STEPS_MAX;
    if (isNear && byKey - byLabel === HOUR_MS) return { startMs: byKey, moved: true };
    this.customer = customer;
    this.key = key;
    this.startMs = byLabel;
    return { startMs: byLabel, moved: false };
  }
}

const readRow = (
  { line, cells }: CsvRow,
  { places, clock }: { readonly places: Places; readonly clock: CalendarClock },
  findings: Findings,
): void => {
  const cell = (name: keyof Places) => cells[places[name]] ?? '';
  const wall = wallClock(cell('READING_DATETIME'));
  const place = (column: string) => ({ line, column });
  if (wall === undefined)
    return findings.error(place('READING_DATETIME'), 'time-invalid', cell('READING_DATETIME'));
  const meterPointId = idOf(cell('CUSTOMER_ID'));
  const { startMs, moved } = clock.instantOf(meterPointId, Number(cell('CALENDAR_KEY')), wall);
  if (moved) findings.note('label repeated at the start of summer time, placed by CALENDAR_KEY');
  const series = { meterPointId, startMs, minutes: MINUTES, quality: 'MEASURED' } as const;
  const taken = sumOf([cell('GENERAL_SUPPLY_KWH'), cell('CONTROLLED_LOAD_KWH'), cell('OTHER_KWH')]);
  findings.energy(place('GENERAL_SUPPLY_KWH'), { ...series, channel: 'CONSUMPTION' }, taken);
  for (const [column, channel] of GENERATED) {
    if (Number(cell(column)) === 0) findings.note(`${column} is zero, no reading made of it`);
    else findings.energy(place(column), { ...series, channel }, cell(column));
  }
};

const GENERATED = [
  ['GROSS_GENERATION_KWH', 'GENERATION'],
  ['NET_GENERATION_KWH', 'GRID_EXPORT'],
] as const;

/** The first part must be there; the text that is no number comes back, to be reported. */
const sumOf = (parts: readonly string[]): number | string => {
  const [supply = ''] = parts;
  if (supply.trim() === '') return supply;
  const wrong = parts.find((part) => !Number.isFinite(Number(part)));
  return wrong ?? parts.reduce((sum, part) => sum + Number(part), 0);
};
