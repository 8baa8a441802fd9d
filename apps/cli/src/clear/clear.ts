import {
  answerOf,
  clearCase,
  type Clearing,
  type Engine,
  EngineDoesNotApply,
  ENGINES,
  judged,
  lpTextOf,
  NotProven,
} from '@trueque/clearing';
import type { CaseFile, ClearingAnswer } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { Command, Option } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { reportPage } from '../report/report-page.js';
import { writeOutput } from '../terminal/files.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { answerText } from './answer-text.js';
import { readCase } from './case-input.js';
import { startStopwatch } from './stopwatch.js';

interface ClearOptions {
  readonly engine: Engine;
  readonly judge?: true;
  readonly json?: true;
  readonly lp?: string;
  readonly report?: string;
}

/** `trueque clear CASE.json`: offline, no database. */
export const clearCommand = (): Command =>
  new Command('clear')
    .description('clear a case file offline and say who trades what with whom, at which price')
    .argument('<case>', 'case file, or - for standard input')
    .addOption(
      new Option('--engine <name>', 'how to compute it; all engines give the same result')
        .choices(ENGINES)
        .default('auto'),
    )
    .option('--judge', 'let the solver prove the result from its own basis before it counts')
    .option('--json', 'print one JSON document')
    .option('--lp <file>', 'write the linear programme in CPLEX LP format')
    .option('--report <file>', 'write a self-contained HTML page of charts')
    .addHelpText('after', EXAMPLE)
    .action(clear);

const EXAMPLE = `
Example:
  trueque clear cases/paper-5-case-2.json --report report.html

Exits with 1 when the market cannot be served, and says where and why.`;

const clear = async (path: string, options: ClearOptions): Promise<void> => {
  const file = await readCase(path);
  if (options.lp !== undefined) {
    await writeOutput(options.lp, lpTextOf(file));
    note(`the linear programme is in ${options.lp}`);
  }
  const answer = await answerFor(file, options);
  if (options.report !== undefined) {
    await writeOutput(options.report, reportPage(file, answer));
    note(`the report is in ${options.report}`);
  }
  if (options.json) printDocument(answer);
  else printText(answerText(file, answer));
  if (answer.status === 'infeasible') process.exitCode = EXIT.answerIsNo;
};

const answerFor = async (
  file: CaseFile,
  { engine, judge }: ClearOptions,
): Promise<ClearingAnswer> => {
  const highs = await loadHighs();
  const { reached, timing } = startStopwatch();
  const clearing = provenOrFailed(() => {
    const found = clearCase(file, { engine, reached }, highs);
    return judge ? judged(found, highs) : found;
  });
  return answerOf(clearing, timing());
};

const provenOrFailed = (clear: () => Clearing): Clearing => {
  try {
    return clear();
  } catch (error) {
    if (error instanceof EngineDoesNotApply) {
      throw new CommandFailure(EXIT.usage, `${error.message}. Try --engine auto.`);
    }
    if (!(error instanceof NotProven)) throw error;
    throw new CommandFailure(
      EXIT.answerIsNo,
      `no proven optimum, so no result: ${error.message}. Try --engine lp, and write the programme with --lp to look at it.`,
    );
  }
};
