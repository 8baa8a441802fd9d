import type { ImportFormat } from '../import-format.port.js';
import { columnIndex } from '../input/named-columns.js';
import { wallClock } from '../time/labels.js';
import { readTable } from './table.js';

const MINUTES = 30;
/** Pence per kWh, as published with the trial. */
const PENCE: Readonly<Record<string, number>> = { high: 67.2, normal: 11.76, low: 3.99 };

/** The dynamic tariff of the Low Carbon London trial: a word for every half hour. */
export const dtou: ImportFormat = {
  name: 'lcl-dtou',
  meterIds: 'published',
  declares: {
    timeBase: 'GMT all year (inferred: 48 rows every day, also where the clock is put forward)',
    label: 'interval start',
    unit: 'High 67.20, Normal 11.76, Low 3.99 p/kWh',
    direction: 'a price',
    duplicates: 'the same value again is counted, another value is an error',
    gaps: 'stay gaps and are counted',
  },
  timeZone: 'Europe/London',
  read: (file) =>
    readTable(file, (header) => {
      const places = columnIndex(header, ['TariffDateTime', 'Tariff'], file.path);
      return ({ line, cells }, findings) => {
        const startMs = wallClock((cells[places.TariffDateTime] ?? '').trim());
        const word = (cells[places.Tariff] ?? '').trim();
        const pence = PENCE[word.toLowerCase()];
        if (startMs === undefined)
          return findings.error({ line, column: 'TariffDateTime' }, 'time-invalid', 'no time');
        if (pence === undefined)
          return findings.error(
            { line, column: 'Tariff' },
            'tariff-unknown',
            `${word} is no tariff`,
          );
        findings.prices.push({
          ...{ line, seriesId: 'lcl-dtou', currency: 'GBP', startMs, minutes: MINUTES },
          priceMicrosPerKwh: Math.round(pence * 1e4),
        });
      };
    }),
};
