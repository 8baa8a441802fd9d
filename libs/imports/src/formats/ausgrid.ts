import { idOf } from '../findings.js';
import type { ImportFormat } from '../import-format.port.js';
import { wallClock } from '../time/labels.js';
import { LocalTimes } from '../time/local-time.js';
import { placed } from '../time/placed.js';
import { columnIndex } from '../input/named-columns.js';
import { readTable } from './table.js';

const MINUTES = 30;
const CHANNEL_OF = [
  ['GC', 'CONSUMPTION'],
  ['GG', 'GENERATION'],
] as const;

/** One home of Ausgrid's solar home data as published by Pierre Haessig: kW, not the original kWh. */
export const ausgrid: ImportFormat = {
  name: 'ausgrid',
  meterIds: 'published',
  declares: {
    timeBase: 'wall clock Australia/Sydney, 48 rows every day; --dst split unless said otherwise',
    label: 'interval start',
    unit: 'kW, mean over the half hour',
    direction: 'GC is CONSUMPTION, GG (gross, behind the meter) is GENERATION',
    duplicates:
      'the repeated hour is one row of the sum of both: half to each; others as everywhere',
    gaps: 'the hour that does not exist holds zeros, which are not kept',
  },
  timeZone: 'Australia/Sydney',
  read(file, { dst: policy = 'split', meterPointId = idOf(file.name.replace(/_.*/, '')) }) {
    const times = new LocalTimes('Australia/Sydney');
    return readTable(file, (header) => {
      const places = columnIndex(header, ['GC', 'GG'], file.path);
      return ({ line, cells }, findings) => {
        const place = { line, column: 'timestamp' };
        const wall = wallClock(cells[0] ?? '');
        if (wall === undefined)
          return findings.error(place, 'time-invalid', `${cells[0]} is no date and time`);
        for (const { startMs, weight } of placed(findings, place, wall, { times, policy })) {
          const series = { meterPointId, startMs, minutes: MINUTES, weight: weight / 2 };
          for (const [column, channel] of CHANNEL_OF)
            findings.energy(
              { line, column },
              { ...series, channel, quality: 'MEASURED' },
              cells[places[column]] ?? '',
            );
        }
      };
    });
  },
};
