import { type ArchivedMonth, archiveMonths, ArchiveRefused } from '@trueque/event-store';
import { Command, InvalidArgumentError } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { withStore } from '../store/with-store.js';
import { printDocument, printText } from '../terminal/print.js';
import { progressOn } from '../terminal/progress.js';
import { textTable } from '../terminal/text-table.js';

interface ArchiveOptions {
  readonly before?: string;
  readonly folder?: string;
  readonly drop?: true;
  readonly json?: true;
}

const month = (text: string): string => {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a month such as 2026-05.');
};

/** `trueque archive`: moves months that are over out of the database, into files. */
export const archiveCommand = (): Command =>
  new Command('archive')
    .description('move months of the event log that are over into Parquet files, verified')
    .option('--before <month>', 'only months before this one, such as 2026-05', month)
    .option('--folder <path>', 'where files go; by default what TRUEQUE_ARCHIVE says')
    .option('--drop', 'drop the tables of archived months, which are only detached without it')
    .option('--json', 'print one JSON document')
    .addHelpText('after', HELP)
    .action(archive);

const HELP = `
Example:
  trueque archive --before 2026-01 --folder archive

Each month is written, read back and its hash chain followed before the database lets it go; it is
read and verified afterwards as before, from the folder that TRUEQUE_ARCHIVE names. Needs a
DATABASE_URL whose user owns the tables. Exits with 1 when a month is not as it was recorded.`;

const archive = async (options: ArchiveOptions): Promise<void> => {
  const archived = await withStore((_, __, url) => moved(url, options));
  if (options.json) printDocument({ archived });
  else printText(textOf(archived));
};

const moved = async (
  url: string,
  { json: _, ...options }: ArchiveOptions,
): Promise<readonly ArchivedMonth[]> => {
  const progress = progressOn(process.stderr);
  try {
    return await archiveMonths({
      url,
      ...options,
      onProgress: ({ events, month: at, partition, step }) =>
        progress.at(`${partition} ${at}: ${step}: ${events.toLocaleString('en-US')} events`),
      onDropped: (table) => progress.at(`dropped: es.${table}`),
    });
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    throw new CommandFailure(
      EXIT.answerIsNo,
      `${error.message}; nothing of that month was detached, trueque verify tells more`,
    );
  } finally {
    progress.end();
  }
};

const textOf = (archived: readonly ArchivedMonth[]): string =>
  archived.length === 0
    ? 'There is no month to archive: one leaves an hour after it is over, by the clock of the database.'
    : textTable(
        [
          { title: 'market', cell: ({ partition }) => partition },
          { title: 'month', cell: (each) => each.month },
          {
            title: 'events',
            cell: ({ firstPosition, lastPosition }) => lastPosition - firstPosition + 1,
          },
          { title: 'bytes', cell: ({ bytes }) => bytes },
          { title: 'file', cell: ({ file }) => file },
          { title: 'chain ends in', cell: ({ hash }) => `${hash.slice(0, 16)}…` },
        ],
        archived,
        archived.length,
      );
