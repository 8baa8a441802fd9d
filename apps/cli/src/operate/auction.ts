import { decideReview } from '@trueque/clearing';
import {
  OPERATION_REASONS,
  type Reasoned,
  REVIEW_DECISIONS,
  type ReviewDecision,
} from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import {
  AuctionLives,
  LIFE_CHANGES,
  type LifeChange,
  MarketDesk,
  PeerCredits,
} from '@trueque/intake';
import { Argument, Command, Option } from 'commander';
import type { DataSource } from 'typeorm';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { note, printDocument } from '../terminal/print.js';
import { unlessHeld } from './unless-held.js';
import { saidNow, whoOperates } from './who.js';

interface AuctionOptions extends Reasoned {
  readonly market: string;
  readonly auction?: string;
  readonly json?: true;
}

/** `trueque auction`: what an operator does to auctions, straight in the database. */
export const auctionCommand = (): Command => {
  const command = new Command('auction')
    .description('suspend, resume or cancel auctions; decide on results under review')
    .addHelpText('after', EXAMPLE);
  for (const change of LIFE_CHANGES)
    command.addCommand(
      withReason(new Command(change), 'one auction; every one before its gate without it')
        .description(DOES[change])
        .action((options: AuctionOptions) => changeLife(change, options)),
    );
  command.addCommand(
    withReason(new Command('review'), 'the auction')
      .description('decide on a result under review, or on an auction that failed')
      .addArgument(new Argument('<decision>').choices(REVIEW_DECISIONS))
      .action(review),
  );
  return command;
};

const DOES: Readonly<Record<LifeChange, string>> = {
  suspend: 'takes no offers; where the gate closes meanwhile, the fallback price applies',
  resume: 'takes offers again',
  cancel: 'ends auctions whose gate is not closed',
};

const EXAMPLE = `
Example:
  trueque auction suspend --market harbour --auction 2026-06-01 --reason-code data-missing --reason "No meters since 08:00"
  trueque auction review publish --market harbour --auction 2026-06-01 --reason-code price-unusual --reason "The price is right"

Exits with 1 where it is refused, or waits for a second person.`;

const withReason = (command: Command, auction: string): Command =>
  command
    .requiredOption('--market <id>', 'the market')
    .option('--auction <id>', auction)
    .addOption(
      new Option('--reason-code <code>', 'why').choices(OPERATION_REASONS).makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'why, in words')
    .option('--json', 'print one JSON document');

const changeLife = (change: LifeChange, options: AuctionOptions): Promise<void> =>
  withMarket(options, async (store, dataSource, actor) => {
    const { auction: auctionId, market, reason, reasonCode } = options;
    const lives = new AuctionLives(
      store,
      new MarketDesk(store, new PeerCredits(store, dataSource)),
    );
    const order = { change, auctionId, reason, reasonCode };
    const { auctionIds } = unlessHeld(await lives.change(order, saidNow(market, actor)));
    if (options.json) printDocument({ change, auctionIds });
    else note(`${change}: ${auctionIds.join(', ') || 'no auction'}`);
  });

const review = (decision: ReviewDecision, options: AuctionOptions): Promise<void> =>
  withMarket(options, async (store, _, actor) => {
    const { auction: auctionId = '', market, reason, reasonCode } = options;
    const order = { auctionId, decision, reason, reasonCode };
    unlessHeld(await decideReview(store, order, saidNow(market, actor)));
    if (options.json) printDocument({ auctionId, decision });
    else note(`${auctionId}: ${decision}`);
  });

const withMarket = (
  { market }: AuctionOptions,
  use: (store: EventStore, dataSource: DataSource, actor: string) => Promise<void>,
): Promise<void> =>
  withStore(async (store, dataSource) => {
    await marketHeads(store, market);
    await use(store, dataSource, await whoOperates({ store, dataSource, market }));
  });
