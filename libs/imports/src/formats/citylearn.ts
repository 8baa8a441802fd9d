import { type Findings, idOf } from '../findings.js';
import type { ImportFormat, ImportOptions } from '../import-format.port.js';
import { columnIndex } from '../input/named-columns.js';
import { type SourceFile, wholeText } from '../input/source-file.js';
import { UnreadableInput } from '../input/unreadable-input.js';
import { LocalTimes } from '../time/local-time.js';
import { placed, type Placed } from '../time/placed.js';
import { readTable } from './table.js';
import { z } from 'zod';

const ZONE = 'America/Los_Angeles';
const FIRST_ROW_MS = Date.UTC(2016, 7, 1);
const HOUR_MS = 3_600_000;
const MINUTES = 60;

/** CityLearn Challenge 2022: buildings, and the price they paid. Files carry no time at all. */
export const citylearn: ImportFormat = {
  name: 'citylearn',
  meterIds: 'published',
  declares: {
    timeBase: `row i is 2016-08-01 00:00 + i hours, wall clock ${ZONE}, 24 rows every day; --dst first unless said otherwise`,
    label: 'interval start (hour h begins at h:00, 24 is midnight)',
    unit: 'load kWh; solar W per kWp, kWp from schema_buildings.json; price USD/kWh',
    direction: 'non_shiftable_load is CONSUMPTION, solar_generation is GENERATION',
    duplicates: 'cannot occur: the row number is the time',
    gaps: 'the second hour of the autumn day is missing, the invented hour of spring is not kept',
  },
  timeZone: ZONE,
  async *read(file, options) {
    if (/^Building_\w+\.csv$/.test(file.name)) yield* building(file, options);
    else if (file.name === 'pricing.csv') yield* pricing(file, options);
    else
      throw new UnreadableInput(
        'columns-missing',
        file.path,
        'is neither Building_N.csv nor pricing.csv',
      );
  },
};

interface HourRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly header: readonly string[];
  readonly hours: readonly Placed[];
  readonly findings: Findings;
}

async function* building(file: SourceFile, options: ImportOptions): AsyncGenerator<Findings> {
  const kwp = await solarKwp(file);
  const meterPointId = idOf(file.name.replace(/\.csv$/, ''));
  const reads = (row: HourRow) => {
    const { non_shiftable_load: load, solar_generation: solar } = columnIndex(
      row.header,
      ['non_shiftable_load', 'solar_generation'],
      file.path,
    );
    const base = { meterPointId, minutes: MINUTES, quality: 'MEASURED' } as const;
    for (const hour of row.hours) {
      const series = { ...base, ...hour };
      row.findings.energy(
        { line: row.line, column: 'non_shiftable_load' },
        { ...series, channel: 'CONSUMPTION' },
        row.cells[load] ?? '',
      );
      row.findings.energy(
        { line: row.line, column: 'solar_generation' },
        { ...series, channel: 'GENERATION', weight: (hour.weight * kwp) / 1000 },
        row.cells[solar] ?? '',
      );
    }
  };
  yield* hourly(file, options, reads);
}

async function* pricing(file: SourceFile, options: ImportOptions): AsyncGenerator<Findings> {
  yield* hourly(file, options, ({ line, cells, header, hours, findings }) => {
    const { electricity_pricing: price } = columnIndex(header, ['electricity_pricing'], file.path);
    const value = Number(cells[price] || Number.NaN);
    if (!Number.isFinite(value))
      return findings.noNumber({ line, column: 'electricity_pricing' }, cells[price] ?? '');
    for (const { startMs } of hours)
      findings.prices.push({
        ...{ line, seriesId: 'citylearn', currency: 'USD', startMs, minutes: MINUTES },
        priceMicrosPerKwh: Math.round(value * 1e6),
      });
  });
}

const hourly = (
  file: SourceFile,
  { dst: policy = 'first' }: ImportOptions,
  read: (row: HourRow) => void,
): AsyncGenerator<Findings> => {
  const times = new LocalTimes(ZONE);
  let index = 0;
  return readTable(file, (header) => ({ line, cells }, findings) => {
    const wall = FIRST_ROW_MS + index * HOUR_MS;
    index += 1;
    const hours = placed(findings, { line, column: 'hour' }, wall, { times, policy });
    read({ line, cells, header, hours, findings });
  });
};

const schema = z.object({
  buildings: z.record(
    z.string(),
    z.object({ pv: z.object({ attributes: z.object({ nominal_power: z.number() }) }) }),
  ),
});

const solarKwp = async (file: SourceFile): Promise<number> => {
  const described =
    (await file.companion('schema_buildings.json')) ?? (await file.companion('schema.json'));
  if (described === undefined)
    throw new UnreadableInput(
      'companion-missing',
      file.path,
      'needs schema_buildings.json or schema.json beside it for the size of its solar roof',
    );
  const { buildings } = schema.parse(JSON.parse(await wholeText(described)));
  const building = buildings[file.name.replace(/\.csv$/, '')];
  if (building !== undefined) return building.pv.attributes.nominal_power;
  throw new UnreadableInput('companion-missing', file.path, `is not in ${described.path}`);
};
