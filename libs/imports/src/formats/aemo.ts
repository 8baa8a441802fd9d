import { type Findings, idOf, numberOf } from '../findings.js';
import type { ImportFormat } from '../import-format.port.js';
import type { CsvRow } from '../input/csv-rows.js';
import { columnIndex } from '../input/named-columns.js';
import { wallClock } from '../time/labels.js';
import { readTable } from './table.js';

const COLUMNS = ['REGION', 'SETTLEMENTDATE', 'RRP'] as const;
type Places = Readonly<Record<(typeof COLUMNS)[number], number>>;

const OFFSET_MS = 10 * 3_600_000;
const MINUTE_MS = 60_000;
/** Trading became five-minute settled on this day (UTC+10). */
const FIVE_MINUTES_FROM_MS = Date.UTC(2021, 9, 1) - OFFSET_MS;

/** Price and demand files of the Australian market. */
export const aemo: ImportFormat = {
  name: 'aemo',
  meterIds: 'published',
  declares: {
    timeBase: 'UTC+10 all year',
    label: 'interval END; 30 minutes before October 2021, 5 minutes since',
    unit: 'AUD/MWh; demand is not read',
    direction: 'a price, which may be negative',
    duplicates: 'the same value again is counted, another value is an error',
    gaps: 'stay gaps and are counted',
  },
  utcOffsetHours: 10,
  read: (file) =>
    readTable(file, (header) => {
      const places = columnIndex(header, COLUMNS, file.path);
      return (row, findings) => readRow(row, places, findings);
    }),
};

const readRow = ({ line, cells }: CsvRow, places: Places, findings: Findings): void => {
  const label = (cells[places.SETTLEMENTDATE] ?? '').trim();
  const wall = wallClock(label);
  if (wall === undefined)
    return findings.error(
      { line, column: 'SETTLEMENTDATE' },
      'time-invalid',
      `${label} is no date and time`,
    );
  const price = numberOf(cells[places.RRP] ?? '');
  if (price === undefined)
    return findings.noNumber({ line, column: 'RRP' }, cells[places.RRP] ?? '');
  const endMs = wall - OFFSET_MS;
  const minutes = endMs > FIVE_MINUTES_FROM_MS ? 5 : 30;
  findings.prices.push({
    ...{ line, minutes, currency: 'AUD' },
    seriesId: idOf(cells[places.REGION] ?? ''),
    startMs: endMs - minutes * MINUTE_MS,
    priceMicrosPerKwh: Math.round(price * 1000),
  });
};
