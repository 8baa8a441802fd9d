import type { CaseFile } from '@trueque/contracts';
import {
  importFormat,
  ImportRun,
  SeriesTable,
  sourceFiles,
  UnreadableInput,
} from '@trueque/imports';
import { dayAuctions, type OffersPolicy, offersPolicySchema } from '@trueque/replay';
import { Command } from 'commander';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailure, EXIT } from '../exit.js';
import { type ImportArguments, importArguments, optionsOf } from '../import/import-options.js';
import { readInput } from '../terminal/files.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { jsonOf } from './scenario-input.js';

interface AuctionsArguments extends ImportArguments {
  readonly policy: string;
  readonly out: string;
  /** Further files of another format, such as prices: `format:path`. */
  readonly also: readonly string[];
}

const EXAMPLES = `
Example:
  trueque auctions readings.csv.gz --format csv --policy offers.json --out auctions/
  trueque replay --cases auctions/`;

/** `trueque auctions`: readings as the offers peers would have made, a case file a local day. */
export const auctionsCommand = (): Command => {
  const command = new Command('auctions')
    .description('Makes auctions of a data set: one case file a local day.')
    .argument('<files...>', 'files of readings, or the folder of a data set')
    .requiredOption('--policy <file>', 'how readings become offers, trueque-offers/1')
    .requiredOption('--out <folder>', 'folder of the case files')
    .option(
      '--also <format:path>',
      'prices or readings of another format; may be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .addHelpText('after', EXAMPLES);
  const wanted = importArguments().filter(({ long }) => !UNWANTED.has(long ?? ''));
  for (const option of wanted) command.addOption(option);
  return command.action((files: string[], given: AuctionsArguments) => run(files, given));
};

const UNWANTED = new Set(['--market', '--dry-run', '--rejects', '--any-meter', '--public-ids']);

const run = async (files: readonly string[], given: AuctionsArguments): Promise<void> => {
  const policy = await readPolicy(given.policy);
  const table = new SeriesTable();
  await readInto(table, files, given.format, given);
  for (const other of given.also) {
    const cut = other.indexOf(':');
    await readInto(table, [other.slice(cut + 1)], other.slice(0, cut), given);
  }
  await mkdir(given.out, { recursive: true });
  let [count, leftOut] = [0, 0];
  for (const auction of dayAuctions(table, policy)) {
    await writeCase(join(given.out, `${auction.auctionId}.json`), auction.file);
    count += 1;
    leftOut += auction.leftOut.length;
  }
  const answer = { auctions: count, offersLeftOut: leftOut, folder: given.out };
  if (given.json === true) return printDocument(answer);
  printText(`${count} auctions in ${given.out}; offers left out for missing readings: ${leftOut}`);
};

const writeCase = (path: string, file: CaseFile): Promise<void> =>
  writeFile(path, `${JSON.stringify(file)}\n`);

const readPolicy = async (path: string): Promise<OffersPolicy> => {
  const parsed = offersPolicySchema.safeParse(jsonOf(await readInput(path), path));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path: at, message }) => `  /${at.map(String).join('/')}: ${message}`,
  );
  throw new CommandFailure(EXIT.usage, [`${path} is no policy:`, ...lines].join('\n'));
};

const readInto = async (
  table: SeriesTable,
  files: readonly string[],
  formatName: string,
  given: AuctionsArguments,
): Promise<void> => {
  const format = importFormat(formatName);
  if (format === undefined) throw new CommandFailure(EXIT.usage, `no format ${formatName}`);
  const importRun = new ImportRun(format, optionsOf(given));
  try {
    for await (const blocks of importRun.read(await sourceFiles(files, given.encoding)))
      for (const block of blocks) table.add(block);
  } catch (error) {
    if (error instanceof UnreadableInput) throw new CommandFailure(EXIT.usage, error.message);
    throw error;
  }
  if (importRun.rejected === 0) return;
  const words = `${importRun.rejected} rows of ${formatName} cannot be read; trueque import --dry-run tells which`;
  if (given.partial !== true)
    throw new CommandFailure(EXIT.answerIsNo, `${words}. Or say --partial`);
  note(words);
};
