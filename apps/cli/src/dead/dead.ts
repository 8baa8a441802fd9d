import { Command } from 'commander';
import type { DataSource } from 'typeorm';
import { CommandFailure, EXIT } from '../exit.js';
import { withStore } from '../store/with-store.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { textTable } from '../terminal/text-table.js';
import { wholeNumber } from '../terminal/whole-number.js';
import { askToRetry, type DeadLetter, deadLetters, type LettersWanted } from './dead-letters.js';

type DeadOptions = LettersWanted & { readonly json?: true };

/** `trueque dead`: events that a consumer could not be brought to take. */
export const deadCommand = (): Command =>
  new Command('dead')
    .description('list, show and retry events that a consumer could not take')
    .addCommand(selecting('list', 'what could not be taken, by whom and why').action(list))
    .addCommand(selecting('show', 'the same with the events themselves').action(show))
    .addCommand(
      selecting('retry', 'ask the running services to take them once more')
        .option('--all', 'everything that matches, even where nothing is named')
        .action(retry),
    )
    .addHelpText('after', EXAMPLE);

const EXAMPLE = `
Example:
  trueque dead retry --consumer clearing.auctions --market harbour --position 17`;

const selecting = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .option('--consumer <name>', 'of this consumer alone')
    .option('--market <id>', 'of this market alone')
    .option('--position <number>', 'of this position alone', wholeNumber)
    .option('--json', 'print one JSON document')
    .exitOverride();

const list = (options: DeadOptions): Promise<void> =>
  withStore(async (_, dataSource) => print(await deadLetters(dataSource, options), options));

const show = (options: DeadOptions): Promise<void> =>
  withStore(async (store, dataSource) => {
    const letters = await found(dataSource, options);
    const shown = await Promise.all(
      letters.map(async (letter) => {
        const [event] = await store.readPartition(letter.market, letter.position - 1, 1);
        return { ...letter, event };
      }),
    );
    if (options.json) printDocument({ deadLetters: shown });
    else for (const letter of shown) printText(`${JSON.stringify(letter, null, 2)}\n`);
  });

const retry = (options: DeadOptions & { readonly all?: true }): Promise<void> =>
  withStore(async (_, dataSource) => {
    const { all, consumer, market, position } = options;
    if (!all && consumer === undefined && market === undefined && position === undefined)
      throw new CommandFailure(EXIT.usage, 'which ones? name a consumer, a market or --all');
    const letters = await found(dataSource, options);
    await askToRetry(dataSource, options);
    note(`asked for ${letters.length}; trueque dead list shows what is still not taken`);
    if (options.json) printDocument({ asked: letters.length });
  });

const found = async (
  dataSource: DataSource,
  wanted: LettersWanted,
): Promise<readonly DeadLetter[]> => {
  const letters = await deadLetters(dataSource, wanted);
  if (letters.length === 0)
    throw new CommandFailure(EXIT.answerIsNo, 'there is no such dead letter');
  return letters;
};

const print = (letters: readonly DeadLetter[], { json }: DeadOptions): void => {
  if (json) return printDocument({ deadLetters: letters });
  if (letters.length === 0) return note('there are none');
  printText(
    textTable<DeadLetter>(
      [
        { title: 'consumer', cell: ({ consumer }) => consumer },
        { title: 'market', cell: ({ market }) => market },
        { title: 'position', cell: ({ position }) => String(position) },
        { title: 'event', cell: ({ eventType }) => eventType },
        { title: 'retry', cell: ({ retryAskedAt }) => (retryAskedAt === null ? '' : 'asked') },
        { title: 'reason', cell: ({ reason }) => reason.split('\n')[0] ?? '' },
      ],
      letters,
    ),
  );
};
