import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What was measured at one home, one value an hour from the first row of the files. */
export interface HomeData {
  readonly loadKw: readonly number[];
  readonly solarKw: readonly number[];
  readonly battery: {
    readonly capacityKwh: number;
    readonly powerKw: number;
    readonly roundTrip: number;
  };
}

const rowsOf = (file: string): readonly Record<string, string>[] =>
  parse(readFileSync(file), { columns: true, skip_empty_lines: true }) as Record<string, string>[];

const column = (rows: readonly Record<string, string>[], name: string): number[] =>
  rows.map((row, index) => {
    const value = Number(row[name] || Number.NaN);
    if (!Number.isFinite(value)) throw new Error(`row ${index + 1}: ${name} is ${row[name]}`);
    return value;
  });

const schema = z.object({
  buildings: z.record(
    z.string(),
    z.object({
      electrical_storage: z.object({
        attributes: z.object({
          capacity: z.number(),
          efficiency: z.number(),
          nominal_power: z.number(),
        }),
      }),
      pv: z.object({ attributes: z.object({ nominal_power: z.number() }) }),
    }),
  ),
});

/** Reads one home of the CityLearn folder: `Building_1` … `Building_9`. */
export const readHome = (folder: string, building: string): HomeData => {
  const described = schema.parse(
    JSON.parse(readFileSync(join(folder, 'schema_buildings.json'), 'utf8')),
  ).buildings[building];
  if (described === undefined) throw new Error(`${folder} describes no ${building}`);
  const { capacity, efficiency, nominal_power } = described.electrical_storage.attributes;
  const rows = rowsOf(join(folder, `${building}.csv`));
  const kwp = described.pv.attributes.nominal_power;
  return {
    loadKw: column(rows, 'non_shiftable_load'),
    solarKw: column(rows, 'solar_generation').map((wattPerKwp) => (wattPerKwp * kwp) / 1000),
    battery: { capacityKwh: capacity, powerKw: nominal_power, roundTrip: efficiency },
  };
};

/** USD per kWh, one value an hour. */
export const readPrices = (folder: string): readonly number[] =>
  column(rowsOf(join(folder, 'pricing.csv')), 'electricity_pricing');
