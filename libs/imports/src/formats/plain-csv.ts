import { type Channel, CHANNELS, QUALITIES, type Quality } from '@trueque/contracts';
import { type Findings, numberOf, type Place } from '../findings.js';
import type { ImportFormat, ImportOptions } from '../import-format.port.js';
import type { CsvRow } from '../input/csv-rows.js';
import type { SourceFile } from '../input/source-file.js';
import { remembered } from '../input/remembered.js';
import { UnreadableInput } from '../input/unreadable-input.js';
import { minutesOf } from '../time/duration.js';
import { instantWithOffset, wallClock } from '../time/labels.js';
import { LocalTimes } from '../time/local-time.js';
import { type Placed, placed } from '../time/placed.js';
import { readTable } from './table.js';

const COLUMNS = [
  'meter_point_id',
  'channel',
  'interval_start',
  'duration',
  'quantity',
  'unit',
  'quality',
] as const;
type Column = (typeof COLUMNS)[number];

const KWH: Readonly<Record<string, number>> = { wh: 0.001, kwh: 1, mwh: 1000 };

/** Our own format, and with `--column` and `--set` any file with one reading a row. */
export const plainCsv: ImportFormat = {
  name: 'csv',
  meterIds: 'official',
  declares: {
    timeBase: 'RFC 3339 with offset; local times only with --timezone',
    label: 'interval start',
    unit: 'column unit: Wh, kWh, MWh, or kW as mean over the interval',
    direction: 'column channel',
    duplicates: 'the same value again is counted, another value is an error',
    gaps: 'stay gaps and are counted',
  },
  read: (file, options) =>
    readTable(
      file,
      (header) => {
        const reader = new PlainRows(header, file, options);
        return (row, findings) => reader.read(row, findings);
      },
      options.delimiter,
    ),
};

/** Reads rows of our columns, or of others by a mapping. */
export class PlainRows {
  private readonly places: Readonly<Record<Column, number>>;
  private readonly names: Readonly<Record<Column, string>>;
  private readonly constants: Readonly<Record<string, string>>;
  private readonly times: LocalTimes | undefined;
  private readonly idOf = remembered(idOf);
  private readonly channelOf = remembered(channelOf);
  private readonly minutesOf = remembered(minutesOf);
  private readonly qualityOf = remembered(qualityOf);
  private readonly unitOf = remembered((text) => text.toLowerCase());

  constructor(
    header: readonly string[],
    file: SourceFile,
    private readonly options: ImportOptions,
  ) {
    this.constants = constantsOf(options);
    this.names = namesOf(options);
    this.places = placesOf(header, this.names, this.constants, file);
    this.times = options.timeZone === undefined ? undefined : new LocalTimes(options.timeZone);
  }

  read({ line, cells }: CsvRow, findings: Findings): void {
    const at = (column: Column): Place => ({ line, column: this.names[column] });
    const meterPointId = this.idOf(this.cell(cells, 'meter_point_id'));
    if (meterPointId === undefined)
      return findings.error(at('meter_point_id'), 'id-invalid', this.cell(cells, 'meter_point_id'));
    const channel = this.channelOf(this.cell(cells, 'channel'));
    if (channel === undefined)
      return findings.error(at('channel'), 'channel-unknown', this.cell(cells, 'channel'));
    const minutes = this.minutesOf(this.cell(cells, 'duration'));
    if (minutes === undefined)
      return findings.error(at('duration'), 'duration-invalid', this.cell(cells, 'duration'));
    const quality = this.qualityOf(this.cell(cells, 'quality'));
    if (quality === undefined)
      return findings.error(at('quality'), 'quality-unknown', this.cell(cells, 'quality'));
    const energyKwh = this.energyKwh(cells, minutes, { findings, at });
    if (energyKwh === undefined) return;
    const start = this.cell(cells, 'interval_start');
    const instant = instantWithOffset(start);
    if (instant !== undefined)
      return findings.energy(
        at('quantity'),
        { meterPointId, channel, startMs: instant, minutes, quality },
        energyKwh,
      );
    for (const placed of this.localStartsOf(start, at('interval_start'), findings))
      findings.energy(
        at('quantity'),
        { meterPointId, channel, minutes, quality, ...placed },
        energyKwh,
      );
  }

  private cell(cells: readonly string[], column: Column): string {
    const place = this.places[column];
    return place < 0 ? (this.constants[column] ?? '') : trimmed(cells[place] ?? '');
  }

  private energyKwh(
    cells: readonly string[],
    minutes: number,
    { findings, at }: { readonly findings: Findings; readonly at: (column: Column) => Place },
  ): number | undefined {
    const text = this.cell(cells, 'quantity');
    const value = numberOf(this.options.decimal === ',' ? text.replace(',', '.') : text);
    if (value === undefined) {
      findings.noNumber(at('quantity'), text);
      return undefined;
    }
    const unit = this.unitOf(this.cell(cells, 'unit'));
    const factor = unit === 'kw' ? minutes / 60 : KWH[unit];
    if (factor !== undefined) return value * factor;
    findings.error(at('unit'), 'unit-unknown', `${unit}: expected Wh, kWh, MWh or kW`);
    return undefined;
  }

  /** Where a time without an offset lies. */
  private localStartsOf(text: string, place: Place, findings: Findings): readonly Placed[] {
    const wall = wallClock(text);
    if (wall === undefined) {
      findings.error(place, 'time-invalid', `${text.slice(0, 40)} is no date and time`);
      return [];
    }
    const { times } = this;
    if (times !== undefined)
      return placed(findings, place, wall, { times, policy: this.options.dst ?? 'reject' });
    findings.error(place, 'offset-missing', `${text} has no offset; say --timezone`);
    return [];
  }
}

/** Most cells have no blanks around them, which a look at both ends tells sooner. */
const trimmed = (text: string): string =>
  isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1)) ? text : text.trim();

/** Of ASCII: what is beyond may be a blank. */
const isInk = (code: number): boolean => code > 32 && code < 127;

const idOf = (text: string): string | undefined =>
  /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/.test(text) ? text : undefined;

const channelOf = (text: string): Channel | undefined =>
  CHANNELS.find((channel) => channel === text.toUpperCase());

const qualityOf = (text: string): Quality | undefined =>
  text === '' ? 'MEASURED' : QUALITIES.find((quality) => quality === text.toUpperCase());

const constantsOf = ({ constants, meterPointId, channel }: ImportOptions) => ({
  quality: 'MEASURED',
  ...(meterPointId === undefined ? {} : { meter_point_id: meterPointId }),
  ...(channel === undefined ? {} : { channel }),
  ...constants,
});

const namesOf = ({ columns = {} }: ImportOptions): Readonly<Record<Column, string>> =>
  Object.fromEntries(COLUMNS.map((column) => [column, columns[column] ?? column])) as Record<
    Column,
    string
  >;

const placesOf = (
  header: readonly string[],
  names: Readonly<Record<Column, string>>,
  constants: Readonly<Record<string, string>>,
  file: SourceFile,
): Readonly<Record<Column, number>> => {
  const titles = header.map((title) => title.trim().toLowerCase());
  const places = COLUMNS.map(
    (column) => [column, titles.indexOf(names[column].toLowerCase())] as const,
  );
  const missing = places
    .filter(([column, place]) => place < 0 && constants[column] === undefined)
    .map(([column]) => names[column]);
  if (missing.length === 0) return Object.fromEntries(places) as Record<Column, number>;
  throw new UnreadableInput(
    'columns-missing',
    file.path,
    `has no column ${missing.join(', ')}; its columns are ${titles.join(', ')}. Say --column OURS=THEIRS or --set OURS=VALUE`,
  );
};
