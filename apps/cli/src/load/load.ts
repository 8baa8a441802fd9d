import { Command } from 'commander';
import { hereUrl } from '../api/operator-client.js';
import { EXIT } from '../exit.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { plainNumber, type TextColumn, textTable } from '../terminal/text-table.js';
import { wholeNumber } from '../terminal/whole-number.js';
import { type LoadRow, runLoad } from './run-load.js';

interface LoadOptions {
  readonly url: string;
  readonly key?: string;
  readonly seconds: number;
  readonly connections: number;
  readonly peers: number;
  readonly json?: true;
}

/** `trueque load`: mixed load at a trueque that runs, and how it answered. */
export const loadCommand = (): Command =>
  new Command('load')
    .description('offers, readings and queries at a running trueque: rates, p50, p99 and errors')
    .option('--url <url>', 'where it runs', hereUrl())
    .option('--key <key>', "an operator's key; else TRUEQUE_KEY of the environment")
    .option('--seconds <n>', 'how long', wholeNumber, 30)
    .option(
      '--connections <n>',
      'for offers; a quarter of them for each of the others',
      wholeNumber,
      64,
    )
    .option('--peers <n>', 'in the market that is opened for it', wholeNumber, 1_000)
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLE)
    .action(load);

const EXAMPLE = `
Example:
  trueque load --seconds 60

Opens a market of its own, load-…, which stays. Exits with 1 where a request was answered with an error.`;

const load = async ({ json, key, ...options }: LoadOptions): Promise<void> => {
  const rows = await runLoad({ ...options, key: key ?? process.env['TRUEQUE_KEY'] ?? '' }, note);
  if (json) printDocument({ load: options, rows });
  else printText(textTable(COLUMNS, rows, rows.length));
  if (rows.some(({ errors }) => errors > 0)) process.exitCode = EXIT.answerIsNo;
};

const number = (value: number): string => plainNumber(value, 1);

const COLUMNS: readonly TextColumn<LoadRow>[] = [
  { title: 'kind', cell: ({ kind }) => kind },
  { title: 'requests', cell: ({ requests }) => number(requests) },
  { title: 'a second', cell: ({ perSecond }) => number(perSecond) },
  { title: 'p50 ms', cell: ({ p50Ms }) => number(p50Ms) },
  { title: 'p99 ms', cell: ({ p99Ms }) => number(p99Ms) },
  { title: 'longest ms', cell: ({ maxMs }) => number(maxMs) },
  { title: 'errors', cell: ({ errors }) => number(errors) },
];
