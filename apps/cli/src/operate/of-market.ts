import { Command } from 'commander';

export interface OfMarketOptions {
  readonly market: string;
  readonly json?: true;
}

/** A command that acts on one market. */
export const ofMarket = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .requiredOption('--market <id>', 'the market')
    .option('--json', 'print one JSON document')
    .exitOverride();
