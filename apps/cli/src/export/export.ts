import { csvLines } from '@trueque/http';
import {
  EXPORT_NAMES,
  type ExportColumn,
  exportColumns,
  type ExportName,
  exportRows,
  madeBy,
  reportingEntities,
} from '@trueque/reporting';
import type { EventStore } from '@trueque/event-store';
import { Argument, Command, Option } from 'commander';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DataSource } from 'typeorm';
import { CommandFailure, EXIT } from '../exit.js';
import { requireDays } from '../settle/known-days.js';
import { marketHeads } from '../store/markets.js';
import { readPositions } from '../store/read-positions.js';
import { withStore } from '../store/with-store.js';
import { writeWhole } from '../terminal/files.js';
import { listDocument, note, printPieces } from '../terminal/print.js';
import { rateBar } from '../terminal/rate-bar.js';
import { writeParquet } from './parquet-file.js';

const FORMATS = ['csv', 'parquet', 'json'] as const;

interface ExportOptions {
  readonly market: string;
  readonly from?: string;
  readonly to?: string;
  readonly format?: (typeof FORMATS)[number];
  readonly output?: string;
  readonly json?: true;
}

/** `trueque export`: a table of a market as a file, for whoever counts on with it. */
export const exportCommand = (): Command =>
  new Command('export')
    .description('write a table of a market, as it is now, as CSV, Parquet or JSON')
    .addArgument(new Argument('<table>', 'what to write').choices(EXPORT_NAMES))
    .requiredOption('--market <id>', 'the market')
    .option('--from <date>', 'first local day of delivery, such as 2026-01-31')
    .option('--to <date>', 'the day after the last')
    .addOption(
      new Option('--format <format>', "else by the file's ending, else csv").choices(FORMATS),
    )
    .option('--output <file>', 'write there instead; Parquet always needs it')
    .option('--json', 'the same as --format json')
    .addHelpText('after', EXAMPLE)
    .action(exportTable);

const EXAMPLE = `
Example:
  trueque export trades --market sierra-crest --from 2016-08-08 --to 2016-08-15 --output trades.parquet
  trueque export prices --market sierra-crest > prices.csv

Energy is in Wh, a price in 10⁻⁶ currency per kWh, money in 10⁻⁹ currency, an instant in UTC: all of it whole.
Of what was settled or offered more than once, the last word counts; trueque events shows all of them.`;

const exportTable = (table: ExportName, options: ExportOptions): Promise<void> => {
  const [format, days] = [formatOf(options), daysOf(options)];
  const { market: marketId, output } = options;
  return withStore(
    async (store, dataSource) => {
      await marketHeads(store, marketId);
      await assertWhole(store, dataSource, table, marketId);
      const { count, pages } = await exportRows(dataSource, table, { marketId, days });
      const columns = exportColumns(dataSource, table);
      const bar = rateBar('export', 'rows');
      bar.open(count, 0);
      await write({ format, columns, pages: counted(pages, bar.at), output }).finally(bar.stop);
      note(`${count} rows of ${table}${output === undefined ? '' : ` in ${output}`}`);
    },
    { entities: reportingEntities },
  );
};

const formatOf = ({ format, json, output }: ExportOptions): (typeof FORMATS)[number] => {
  const ending = FORMATS.find((known) => output?.endsWith(`.${known}`));
  const wanted = json ? 'json' : (format ?? ending ?? 'csv');
  if (wanted === 'parquet' && output === undefined)
    throw new CommandFailure(EXIT.usage, 'Parquet needs a file to write to: --output FILE');
  return wanted;
};

const daysOf = ({ from, to }: ExportOptions) => {
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined)
    throw new CommandFailure(EXIT.usage, '--from and --to belong together: give both or none');
  requireDays({ from, to });
  return { from, to };
};

/** A table that has not read all events yet would look complete, and not be. */
const assertWhole = async (
  store: EventStore,
  dataSource: DataSource,
  table: ExportName,
  market: string,
): Promise<void> => {
  const reached = await readPositions(store, dataSource, madeBy(table));
  const late = reached.find(({ behind, partition }) => partition === market && behind > 0);
  if (late === undefined) return;
  throw new CommandFailure(
    EXIT.unavailable,
    `${late.name} has not read the newest ${late.behind} events of ${market} yet: ` +
      'start trueque, or wait a moment, and try again',
  );
};

async function* counted(
  pages: AsyncIterable<readonly object[]>,
  at: (done: number) => void,
): AsyncGenerator<readonly object[]> {
  let done = 0;
  for await (const rows of pages) {
    yield rows;
    at((done += rows.length));
  }
}

interface Wanted {
  readonly format: (typeof FORMATS)[number];
  readonly columns: readonly ExportColumn[];
  readonly pages: AsyncIterable<readonly object[]>;
  readonly output: string | undefined;
}

const write = async ({ columns, format, output, pages }: Wanted): Promise<void> => {
  if (format === 'parquet' && output !== undefined)
    return writeWhole(output, (path) => writeParquet(path, columns, pages));
  const pieces = format === 'json' ? listDocument('rows', each(pages)) : csvPieces(columns, pages);
  if (output === undefined) return printPieces(pieces);
  return writeWhole(output, (path) => pipeline(Readable.from(pieces), createWriteStream(path)));
};

async function* csvPieces(
  columns: readonly ExportColumn[],
  pages: AsyncIterable<readonly object[]>,
): AsyncGenerator<string> {
  const names = columns.map(({ name }) => name);
  yield `${names.join(',')}\n`;
  for await (const rows of pages) yield csvLines(names, rows);
}

async function* each(pages: AsyncIterable<readonly object[]>): AsyncGenerator<object> {
  for await (const rows of pages) yield* rows;
}
