import { csvOf } from '@trueque/http';
import {
  billCsv,
  billDocument,
  BillingRuns,
  billPdf,
  type Language,
  LANGUAGES,
  linePeriods,
  SettlementPool,
} from '@trueque/settlement';
import { Command, Option } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { writeOutput } from '../terminal/files.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { textTable } from '../terminal/text-table.js';
import { requireDays } from './known-days.js';

const FORMATS = ['text', 'csv', 'json', 'pdf'] as const;

interface StatementOptions {
  readonly market: string;
  readonly peer: string;
  readonly from: string;
  readonly to: string;
  readonly format: (typeof FORMATS)[number];
  readonly lang: Language;
  readonly line?: string;
  readonly output?: string;
  readonly json?: true;
}

/** `trueque statement`: what one peer (or community) owes for a window, and why. */
export const statementCommand = (): Command =>
  new Command('statement')
    .description("show a peer's standing bill for a window, or how one of its lines came about")
    .requiredOption('--market <id>', 'the market')
    .requiredOption('--peer <id>', 'a peer, or an account such as community:C1')
    .requiredOption('--from <date>', 'first local day of the window, such as 2026-01-31')
    .requiredOption('--to <date>', 'the day after the last')
    .addOption(new Option('--format <format>').choices(FORMATS).default('text'))
    .addOption(new Option('--lang <language>').choices(LANGUAGES).default('en'))
    .option('--line <code>', 'periods of this line, with the events that told of them')
    .option('--output <file>', 'write there instead; a PDF always needs it')
    .option('--json', 'the same as --format json')
    .addHelpText('after', EXAMPLE)
    .action(statement);

const EXAMPLE = `
Example:
  trueque statement --market sierra-crest --peer almond-1 --from 2016-08-08 --to 2016-08-15
  trueque statement … --format pdf --lang es --output almond-1.pdf
  trueque statement … --line purchase --format csv`;

const statement = (options: StatementOptions): Promise<void> =>
  withStore(async (store) => {
    requireDays(options);
    await marketHeads(store, options.market);
    const window = { marketId: options.market, from: options.from, to: options.to };
    const account = options.peer.includes(':') ? options.peer : `peer:${options.peer}`;
    const { bills, latest } = await new BillingRuns(store, new SettlementPool()).billing(window);
    const bill = bills.get(account);
    if (bill === undefined || latest === null) {
      throw new CommandFailure(
        EXIT.answerIsNo,
        latest === null
          ? `${window.from} to ${window.to} was never settled in ${window.marketId}: trueque settle makes its bills`
          : `${account} has no bill for ${window.from} to ${window.to}; ${billedNames([...bills.keys()])} have one`,
      );
    }
    if (options.line === undefined) return showBill(bill, options, latest.asOf);
    const { asOfPosition } = latest;
    const periods = await linePeriods(store, {
      ...{ ...window, account, code: options.line, asOfPosition },
    });
    return showPeriods(periods, options);
  });

const NAMED_MOST = 10;

const billedNames = (accounts: readonly string[]): string => {
  const more = accounts.length - NAMED_MOST;
  const named = accounts.slice(0, NAMED_MOST).join(', ');
  return more > 0 ? `${named} and ${more} more` : named || 'none';
};

type Bill = Parameters<typeof billPdf>[0];

const formatOf = ({ format, json }: StatementOptions): StatementOptions['format'] =>
  json ? 'json' : format;

const showBill = async (bill: Bill, options: StatementOptions, issuedAt: string): Promise<void> => {
  const format = formatOf(options);
  if (format === 'pdf') {
    if (options.output === undefined) {
      throw new CommandFailure(EXIT.usage, 'a PDF needs --output FILE');
    }
    await writeOutput(options.output, await billPdf(bill, options.lang, issuedAt));
    note(`${options.output} written`);
    return;
  }
  if (format === 'json' && options.output === undefined) return printDocument(bill);
  await show(
    format === 'csv'
      ? billCsv(bill)
      : format === 'json'
        ? JSON.stringify(bill)
        : billText(bill, options.lang),
    options,
  );
};

const showPeriods = async (
  periods: Awaited<ReturnType<typeof linePeriods>>,
  options: StatementOptions,
): Promise<void> => {
  const format = formatOf(options);
  if (format === 'json' && options.output === undefined) return printDocument({ periods });
  const columns = [
    { title: 'start', cell: (period: (typeof periods)[number]) => period.start },
    { title: 'kWh', cell: (period: (typeof periods)[number]) => period.energyWh / 1000 },
    {
      title: 'price',
      cell: (period: (typeof periods)[number]) => period.priceMicrosPerKwh / 1e6,
      digits: 6,
    },
    { title: 'quality', cell: (period: (typeof periods)[number]) => period.quality ?? '' },
    { title: 'because of', cell: (period: (typeof periods)[number]) => period.causedBy.join(' ') },
  ];
  await show(
    format === 'csv' ? csvOf(periods) : textTable(columns, periods, periods.length),
    options,
  );
};

const show = async (text: string, { output }: StatementOptions): Promise<void> => {
  if (output === undefined) return printText(text.trimEnd());
  await writeOutput(output, text);
  note(`${output} written`);
};

const billText = (bill: Bill, language: Language): string => {
  const { title, facts, headings, lines, results } = billDocument(bill, language);
  const rows = [...lines, ...results.map(([label, value]) => [label, '', '', value] as const)];
  const table = textTable(
    [
      { title: headings[0], cell: ([name]) => name },
      { title: headings[1], cell: (row) => row[1].padStart(14) },
      { title: headings[2], cell: (row) => row[2] },
      { title: headings[3], cell: (row) => row[3].padStart(14) },
    ],
    rows,
  );
  return [title, ...facts.map(([label, value]) => `${label}: ${value}`), '', table].join('\n');
};
