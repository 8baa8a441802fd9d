import type { EventStore } from '@trueque/event-store';
import {
  BlockSpool,
  type ImportCause,
  importFormat,
  type ImportFormat,
  type ImportReport,
  ImportRun,
  keepMonths,
  sourceFiles,
  UnreadableInput,
} from '@trueque/imports';
import { digest, isoInstant } from '@trueque/kernel';
import { Command } from 'commander';
import { createHash } from 'node:crypto';
import { CommandFailure, EXIT } from '../exit.js';
import { withStore } from '../store/with-store.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { importCases } from './import-cases.js';
import { CASE_FORMAT, type ImportArguments, importArguments, optionsOf } from './import-options.js';
import { type NamedMeters, namedMeters } from './named-meters.js';
import { RejectFile } from './reject-file.js';
import { reportText } from './report-text.js';

const EXAMPLES = `
Examples:
  trueque import readings.csv.gz --format csv --dry-run
  trueque import meters.csv --format csv --timezone America/Bogota --column quantity=kwh --set unit=kWh --market harbour
  trueque import NEM12.csv --format nem12 --market harbour --rejects rejects.csv
  trueque import cases/paper-5-case-2.json --format trueque-case --market paper`;

/** `trueque import`: history in, or a market from a case file. */
export const importCommand = (): Command => {
  const command = new Command('import')
    .description('Imports readings, prices or a market description.')
    .argument('<files...>', 'files (gzip or not), or the folder of a data set')
    .addHelpText('after', EXAMPLES);
  for (const option of importArguments()) command.addOption(option);
  return command.action((files: string[], given: ImportArguments) => run(files, given));
};

const run = async (files: readonly string[], given: ImportArguments): Promise<void> => {
  if (given.dryRun !== true && given.market === undefined)
    throw new CommandFailure(EXIT.usage, 'say --market, or --dry-run to keep nothing');
  if (given.format === CASE_FORMAT) return importCases(files, given);
  const format = importFormat(given.format);
  if (format === undefined) throw new CommandFailure(EXIT.usage, `no format ${given.format}`);
  const spool = new BlockSpool();
  try {
    await imported(files, format, given, spool);
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    throw new CommandFailure(EXIT.usage, error.message, {
      error: error.code,
      detail: error.message,
    });
  } finally {
    spool.remove();
  }
};

const imported = async (
  files: readonly string[],
  format: ImportFormat,
  given: ImportArguments,
  spool: BlockSpool,
): Promise<void> => {
  const { market } = given;
  if (given.dryRun === true || market === undefined) {
    const { report } = await read(files, format, given, {});
    return answer(given, report, {});
  }
  await withStore(
    async (store, dataSource) => {
      const meters = await namedMeters({ store, dataSource }, market, format, given);
      const { report, importId } = await read(files, format, given, { spool, meters });
      const isSound = report.rejected === 0 || given.partial === true;
      if (!isSound) note('nothing was kept; --partial keeps what is sound');
      if (isSound) await meters.register();
      const kept = isSound
        ? await keep(store, spool, { marketId: market, importId })
        : { events: 0, corrected: 0 };
      answer(given, report, kept);
    },
    { mayCreate: true },
  );
};

const keep = async (
  store: EventStore,
  spool: BlockSpool,
  ids: Pick<ImportCause, 'marketId' | 'importId'>,
): Promise<Kept> => {
  const occurredAt = isoInstant(Math.floor(Date.now() / 1000) * 1000);
  const cause = { ...ids, actor: 'import', occurredAt };
  const { events, corrects } = await keepMonths(store, spool.all(), cause);
  return { events, corrected: corrects };
};

interface Kept {
  readonly events: number;
  readonly corrected: number;
}

interface ReadInto {
  readonly spool?: BlockSpool;
  readonly meters?: NamedMeters;
}

/** Reads all files; the import's id is made from their bytes and from how they were read. */
const read = async (
  files: readonly string[],
  format: ImportFormat,
  given: ImportArguments,
  { spool, meters }: ReadInto,
): Promise<{ report: ImportReport; importId: string }> => {
  const bytes = createHash('sha256');
  const rejects = given.rejects === undefined ? undefined : new RejectFile(given.rejects);
  const options = optionsOf(given);
  const importRun = new ImportRun(format, {
    ...options,
    knownMeterPoints: meters?.known,
    meterNames: meters?.names,
    onProblem: (problem) => rejects?.add(problem),
  });
  try {
    const sources = await sourceFiles(files, given.encoding, (piece) => void bytes.update(piece));
    for await (const blocks of importRun.read(sources)) await spool?.add(blocks);
    importRun.finalChecks();
  } finally {
    rejects?.close();
  }
  const importId = digest({ bytes: bytes.digest('hex'), format: format.name, options });
  return { report: importRun.report(), importId: importId.slice(0, 32) };
};

const answer = (given: ImportArguments, report: ImportReport, kept: object): void => {
  if (report.rejected > 0) process.exitCode = EXIT.answerIsNo;
  const dryRun = given.dryRun === true;
  if (given.json === true) return printDocument({ ...report, dryRun, ...(dryRun ? {} : { kept }) });
  printText(reportText(report));
  if (dryRun) printText('dry run: nothing was kept');
  else
    printText(
      Object.entries(kept)
        .map(([name, count]) => `${name}: ${String(count)}`)
        .join(', '),
    );
};
