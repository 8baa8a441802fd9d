import { Command } from 'commander';

/** Each knows its own options, help and example, and is loaded only when it is wanted: a shell waits. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  clear: async () => (await import('./clear/clear.js')).clearCommand(),
  import: async () => (await import('./import/import.js')).importCommand(),
  auction: async () => (await import('./operate/auction.js')).auctionCommand(),
  changes: async () => (await import('./operate/changes.js')).changesCommand(),
  notices: async () => (await import('./operate/notices.js')).noticesCommand(),
  webhooks: async () => (await import('./operate/webhooks.js')).webhooksCommand(),
  'trading-rules': async () => (await import('./operate/trading-rules.js')).tradingRulesCommand(),
  auctions: async () => (await import('./replay/auctions.js')).auctionsCommand(),
  replay: async () => (await import('./replay/replay.js')).replayCommand(),
  compare: async () => (await import('./compare/compare.js')).compareCommand(),
  events: async () => (await import('./events/events.js')).eventsCommand(),
  dead: async () => (await import('./dead/dead.js')).deadCommand(),
  keys: async () => (await import('./keys/keys.js')).keysCommand(),
  archive: async () => (await import('./archive/archive.js')).archiveCommand(),
  projections: async () => (await import('./projections/projections.js')).projectionsCommand(),
  checkpoint: async () => (await import('./checkpoint/checkpoint.js')).checkpointCommand(),
  person: async () => (await import('./person/person.js')).personCommand(),
  verify: async () => (await import('./verify/verify.js')).verifyCommand(),
  settle: async () => (await import('./settle/settle.js')).settleCommand(),
  statement: async () => (await import('./settle/statement.js')).statementCommand(),
  export: async () => (await import('./export/export.js')).exportCommand(),
  load: async () => (await import('./load/load.js')).loadCommand(),
  bench: async () => (await import('./bench/bench.js')).benchCommand(),
};

/** The command line for these arguments; wrong usage is thrown, `run` turns it into an exit code. */
export const program = async (argv: readonly string[]): Promise<Command> => {
  const trueque = new Command('trueque')
    .description('Electricity traded between peers and communities.')
    .showHelpAfterError('(trueque --help tells more)')
    .addHelpText('after', EXIT_CODES);
  const wanted = Object.entries(COMMANDS).filter(([name]) => name === argv[2]);
  for (const [, load] of wanted.length > 0 ? wanted : Object.entries(COMMANDS))
    trueque.addCommand(await load());
  throwInPlaceOfExit(trueque);
  return trueque;
};

const throwInPlaceOfExit = (command: Command): void => {
  command.exitOverride();
  command.commands.forEach(throwInPlaceOfExit);
};

const EXIT_CODES = `
Example:
  trueque clear cases/paper-5-case-2.json

Results go to standard output, progress to standard error.
Exit codes: 0 done, 1 the answer is no, 2 wrong usage or unreadable input, 3 a service is not reachable.`;
