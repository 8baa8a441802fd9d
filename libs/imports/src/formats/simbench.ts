import type { Channel } from '@trueque/contracts';
import { type Findings, idOf } from '../findings.js';
import type { ImportFormat, ImportOptions } from '../import-format.port.js';
import { columnIndex } from '../input/named-columns.js';
import type { SourceFile } from '../input/source-file.js';
import { UnreadableInput } from '../input/unreadable-input.js';
import { dayFirstClock } from '../time/labels.js';
import { LocalTimes } from '../time/local-time.js';
import { placed } from '../time/placed.js';
import { readTable, type RowReader } from './table.js';

const ZONE = 'Europe/Berlin';
const MINUTES = 15;
/** MW for a quarter of an hour, in kWh. */
const KWH_OF_MW = 250;

/** SimBench: profiles per unit, and the customers that follow them. Several loads at a bus are one customer. */
export const simbench: ImportFormat = {
  name: 'simbench',
  meterIds: 'published',
  declares: {
    timeBase: `wall clock ${ZONE} without offset; the day the clock is put forward has 92 rows`,
    label: 'interval start',
    unit: 'per unit of pLoad or pRES (MW): kWh = MW × profile × 250',
    direction: 'loads are CONSUMPTION, renewable units are GENERATION, summed by bus',
    duplicates: 'the same value again is counted, another value is an error',
    gaps: 'stay gaps and are counted; StorageProfile is the published operation and is not read',
  },
  timeZone: ZONE,
  async *read(folder, options) {
    yield* profiles(folder, options, LOADS);
    yield* profiles(folder, options, RENEWABLES);
  },
};

interface Kind {
  readonly units: string;
  readonly profiles: string;
  readonly power: 'pLoad' | 'pRES';
  readonly suffix: string;
  readonly channel: Channel;
}

const LOADS: Kind = {
  units: 'Load.csv',
  profiles: 'LoadProfile.csv',
  power: 'pLoad',
  suffix: '_pload',
  channel: 'CONSUMPTION',
};
const RENEWABLES: Kind = {
  units: 'RES.csv',
  profiles: 'RESProfile.csv',
  power: 'pRES',
  suffix: '',
  channel: 'GENERATION',
};

/** What one customer takes of each profile: column of the profile and the kWh that 1 stands for. */
type Customer = readonly { readonly column: number; readonly kwh: number }[];

async function* profiles(
  folder: SourceFile,
  options: ImportOptions,
  kind: Kind,
): AsyncGenerator<Findings> {
  const file = await companion(folder, kind.profiles);
  const units = await unitsOf(await companion(folder, kind.units), kind);
  const clock = { times: new LocalTimes(ZONE), policy: options.dst ?? 'reject' } as const;
  const readerOf = (header: readonly string[]): RowReader => {
    const customers = [...customersOf(header, units, kind, file.path)];
    return ({ line, cells }, findings) => {
      const place = { line, column: 'time' };
      const wall = dayFirstClock(cells[0] ?? '');
      if (wall === undefined)
        return findings.error(place, 'time-invalid', `${cells[0]} is no time`);
      const values = { line, column: kind.profiles };
      for (const { startMs, weight } of placed(findings, place, wall, clock)) {
        const interval = { startMs, minutes: MINUTES, quality: 'CALCULATED', weight } as const;
        for (const [meterPointId, customer] of customers)
          findings.energy(
            values,
            { meterPointId, channel: kind.channel, ...interval },
            energyKwh(customer, cells),
          );
      }
    };
  };
  yield* readTable(file, readerOf, ';');
}

const energyKwh = (customer: Customer, cells: readonly string[]): number =>
  customer.reduce((sum, { column, kwh }) => sum + kwh * Number(cells[column] || Number.NaN), 0);

interface Unit {
  readonly node: string;
  readonly profile: string;
  readonly powerMw: number;
}

const unitsOf = async (file: SourceFile, { power }: Kind): Promise<readonly Unit[]> => {
  const units: Unit[] = [];
  const readerOf = (header: readonly string[]): RowReader => {
    const places = columnIndex(header, ['node', 'profile', power], file.path);
    return ({ cells }) =>
      void units.push({
        node: idOf(cells[places.node] ?? ''),
        profile: cells[places.profile] ?? '',
        powerMw: Number(cells[places[power]]),
      });
  };
  for await (const _ of readTable(file, readerOf, ';'));
  return units;
};

const customersOf = (
  header: readonly string[],
  units: readonly Unit[],
  { suffix }: Kind,
  path: string,
): ReadonlyMap<string, Customer> => {
  const places = columnIndex(
    header,
    [...new Set(units.map((unit) => unit.profile + suffix))],
    path,
  );
  const customers = new Map<string, { column: number; kwh: number }[]>();
  for (const { node, profile, powerMw } of units) {
    const share = { column: places[profile + suffix] ?? -1, kwh: powerMw * KWH_OF_MW };
    customers.set(node, [...(customers.get(node) ?? []), share]);
  }
  return customers;
};

const companion = async (folder: SourceFile, name: string): Promise<SourceFile> => {
  const file = await folder.companion(name);
  if (file !== undefined) return file;
  throw new UnreadableInput(
    'companion-missing',
    folder.path,
    `there is no ${name}; give the folder`,
  );
};
