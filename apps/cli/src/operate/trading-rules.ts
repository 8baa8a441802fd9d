import { OPERATION_REASONS, tradingRulesSchema, type OperationReason } from '@trueque/contracts';
import { setTradingRules, tradingRulesOfMarket } from '@trueque/intake';
import { Command, Option } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { readInput } from '../terminal/files.js';
import { printDocument } from '../terminal/print.js';
import { unlessHeld } from './unless-held.js';
import { saidNow, whoOperates } from './who.js';

interface RulesOptions {
  readonly market: string;
  readonly reasonCode?: OperationReason;
  readonly reason?: string;
}

/** `trueque trading-rules`: how a market is run, as one JSON document. */
export const tradingRulesCommand = (): Command =>
  new Command('trading-rules')
    .description('show how a market is run: calendar, price limits, reviews; or set it from a file')
    .argument('[file]', 'the rules as JSON; all of them, in place of those before')
    .requiredOption('--market <id>', 'the market')
    .addOption(new Option('--reason-code <code>', 'why').choices(OPERATION_REASONS))
    .option('--reason <text>', 'why, in words')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLE)
    .action(show);

const EXAMPLE = `
Example:
  trueque trading-rules rules.json --market harbour

Exits with 1 where it is refused, or waits for a second person.`;

const show = (file: string | undefined, options: RulesOptions): Promise<void> =>
  withStore(async (store, dataSource) => {
    const { market, reason, reasonCode } = options;
    await marketHeads(store, market);
    if (file !== undefined) {
      const rules = parsed(file, await readInput(file));
      const said = saidNow(market, await whoOperates({ store, dataSource, market }));
      unlessHeld(await setTradingRules(store, rules, { reason, reasonCode }, said));
    }
    printDocument((await store.load(tradingRulesOfMarket, market, market)).state);
  });

const parsed = (file: string, text: string) => {
  const rules = tradingRulesSchema.safeParse(jsonOf(text));
  if (rules.success) return rules.data;
  const problems = rules.error.issues.map(({ message, path }) => `/${path.join('/')}: ${message}`);
  throw new CommandFailure(EXIT.usage, [`${file} has no trading rules:`, ...problems].join('\n  '));
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
