import { Command } from 'commander';
import { benchCommand } from './bench/bench.js';
import { clearCommand } from './clear/clear.js';
import { compareCommand } from './compare/compare.js';
import { eventsCommand } from './events/events.js';
import { importCommand } from './import/import.js';
import { auctionsCommand } from './replay/auctions.js';
import { replayCommand } from './replay/replay.js';
import { settleCommand } from './settle/settle.js';
import { statementCommand } from './settle/statement.js';
import { verifyCommand } from './verify/verify.js';

/** Each knows its own options, help and example. */
const COMMANDS: readonly (() => Command)[] = [
  clearCommand,
  importCommand,
  auctionsCommand,
  replayCommand,
  compareCommand,
  eventsCommand,
  verifyCommand,
  settleCommand,
  statementCommand,
  benchCommand,
];

/** The whole command line; wrong usage is thrown, `run` turns it into an exit code. */
export const program = (): Command => {
  const trueque = new Command('trueque')
    .description('Electricity traded between peers and communities.')
    .showHelpAfterError('(trueque --help tells more)')
    .addHelpText('after', EXIT_CODES);
  for (const command of COMMANDS) trueque.addCommand(command());
  for (const command of [trueque, ...trueque.commands]) command.exitOverride();
  return trueque;
};

const EXIT_CODES = `
Example:
  trueque clear cases/paper-5-case-2.json

Results go to standard output, progress to standard error.
Exit codes: 0 done, 1 the answer is no, 2 wrong usage or unreadable input, 3 a service is not reachable.`;
