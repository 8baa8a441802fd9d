import { type ReplayAnswer, runName } from '@trueque/replay';
import { Command, Option } from 'commander';
import { join } from 'node:path';
import { EXIT } from '../exit.js';
import { printDocument, printText } from '../terminal/print.js';
import { replayInto } from './run-replay.js';
import type { SourceArguments } from './run-sources.js';
import { AS_RECORDED, RULE_WORDS, rulesOf } from './scenario-input.js';

interface ReplayArguments extends SourceArguments {
  readonly rules?: string;
  readonly out?: string;
  readonly threads?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
The original is never touched: a run is a folder of its own. An interrupted run goes on where it was.

Examples:
  trueque replay --market sierra-crest
  trueque replay --market sierra-crest --from 2016-08-08 --to 2016-08-15 --rules same-price
  trueque replay --cases auctions/ --rules no-batteries.json --out runs/no-batteries`;

/** `trueque replay`: clears a historical period again, unchanged or under other rules. */
export const replayCommand = (): Command =>
  sourceOptions(new Command('replay'))
    .description('Clears a historical period again, unchanged or under changed rules.')
    .option(
      '--rules <rules>',
      `what would be different: a file, or ${RULE_WORDS}; without it the hashes must be the same`,
    )
    .option('--out <folder>', 'folder of the run')
    .option('--threads <count>', 'worker threads; all processors without it')
    .option('--json', 'print the answer as one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (given: ReplayArguments) => {
      const scenario = await rulesOf(given.rules ?? AS_RECORDED);
      const folder = given.out ?? runFolderOf(given, scenario?.name ?? AS_RECORDED);
      const threads = given.threads === undefined ? undefined : Number(given.threads);
      const answer = await replayInto({ ...given, scenario, folder, threads });
      if (answer.different.length > 0) process.exitCode = EXIT.answerIsNo;
      if (given.json === true) printDocument(answer);
      else printText(answerText(answer));
    });

export const sourceOptions = (command: Command): Command =>
  command
    .addOption(new Option('--market <id>', 'market whose stored auctions are cleared again'))
    .addOption(new Option('--cases <path>', 'case file or folder of case files, without a store'))
    .addOption(new Option('--from <instant>', 'first start of delivery, such as 2016-08-08'))
    .addOption(new Option('--to <instant>', 'start of delivery before which to stop'));

/** Runs stand beside the data they are of. */
export const runFolderOf = (given: SourceArguments, rules: string): string => {
  const name = runName(given.market ?? given.cases ?? '', given, rules);
  return join(process.env['TRUEQUE_DATA'] || '.trueque', 'runs', name);
};

export const answerText = (answer: ReplayAnswer): string => {
  const { auctions, failed, clearedNow, secondsTaken, same, different, runHash } = answer;
  const rate = (clearedNow / Math.max(secondsTaken, 0.001)).toFixed(1);
  return [
    `${answer.source}, ${answer.scenario ?? 'as recorded'}: ${auctions} auctions, ${failed} of them failed`,
    `cleared now: ${clearedNow} in ${secondsTaken.toFixed(1)} s (${rate} a second)`,
    ...(same + different.length === 0
      ? []
      : [`result hashes: ${same} the same as recorded, ${different.length} different`]),
    ...different.map((auctionId) => `  different: ${auctionId}`),
    `run hash: ${runHash}`,
    `run: ${answer.run}`,
  ].join('\n');
};
