import { comparisonPage } from '@trueque/replay';
import { Command } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { sourceOptions } from '../replay/replay.js';
import { RULE_WORDS } from '../replay/scenario-input.js';
import type { SourceArguments } from '../replay/run-sources.js';
import { writeOutput } from '../terminal/files.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { comparisonCsv, comparisonText } from './comparison-text.js';
import { runsToCompare } from './runs-to-compare.js';

interface CompareArguments extends SourceArguments {
  readonly json?: boolean;
  readonly csv?: string;
  readonly report?: string;
}

const EXAMPLES = `
A and B are folders of runs or case files. With --market or --cases they are rules, replayed first:
a scenario file, or one of ${RULE_WORDS}.

Examples:
  trueque compare cases/reconstructed-17-peer-case-1.json cases/reconstructed-17-peer-case-2.json
  trueque compare same-price communities --market sierra-crest
  trueque compare as-recorded no-batteries.json --market sierra-crest --report compare.html`;

/** `trueque compare`: two runs side by side, who wins, who loses and why. */
export const compareCommand = (): Command =>
  sourceOptions(new Command('compare'))
    .description('Compares two runs: cost, volumes, winners and losers with the reason.')
    .argument('<a>', 'run, case file or rules')
    .argument('<b>', 'run, case file or rules')
    .option('--json', 'print the comparison as one JSON document')
    .option('--csv <file>', 'write every figure as CSV')
    .option('--report <file>', 'write a self-contained HTML page with charts')
    .addHelpText('after', EXAMPLES)
    .action((a: string, b: string, given: CompareArguments) => run(a, b, given));

const run = async (a: string, b: string, given: CompareArguments): Promise<void> => {
  if (a === b && given.market === undefined && given.cases === undefined)
    throw new CommandFailure(EXIT.usage, 'A and B are the same');
  const runs = await runsToCompare(a, b, given);
  const { comparison } = runs;
  if (given.csv !== undefined) await writeOutput(given.csv, comparisonCsv(comparison));
  if (given.report !== undefined) await writeOutput(given.report, comparisonPage(runs));
  for (const path of [given.csv, given.report]) if (path !== undefined) note(`wrote ${path}`);
  if (given.json === true) printDocument(comparison);
  else printText(comparisonText(comparison));
};
