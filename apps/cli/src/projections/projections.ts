import { Logger } from '@nestjs/common';
import type { EventStore } from '@trueque/event-store';
import { intakeProjections } from '@trueque/intake';
import { type Projection, rebuildProjection, RebuildRunning } from '@trueque/messaging';
import { reportingConsumers } from '@trueque/reporting';
import { Command } from 'commander';
import type { DataSource } from 'typeorm';
import { CommandFailure, EXIT } from '../exit.js';
import { assertServed, type Reached, readPositions } from '../store/read-positions.js';
import { withStore } from '../store/with-store.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { rateBar } from '../terminal/rate-bar.js';
import { textTable } from '../terminal/text-table.js';

/** Every read model there is. */
const projections: readonly Projection[] = [...intakeProjections, ...reportingConsumers].map(
  (Consumer) => new Consumer(),
);

const NAMES = projections.map(({ name }) => name);

/** `trueque projections`: read models, how far they are, and making them again from the events. */
export const projectionsCommand = (): Command => {
  const command = new Command('projections')
    .description(
      'show how far read models are; rebuild them from position 0 while the old rows serve',
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLE)
    .action(list);
  command
    .command('rebuild')
    .argument('[name]', 'such as reporting.prices.v1')
    .description('fold all events again into new tables, which then take the place of the old ones')
    .option('--all', 'every read model, one after the other')
    .action(rebuild);
  return command;
};

const EXAMPLE = `
Example:
  trueque projections rebuild reporting.prices.v1

What runs meanwhile goes on: old rows are read and written until the new ones take over.`;

const list = ({ json }: { readonly json?: true }): Promise<void> =>
  withStore(async (store, dataSource) => {
    const reached = await readPositions(store, dataSource, NAMES);
    if (json) printDocument({ projections: reached });
    else printText(tableOf(reached));
  });

const tableOf = (reached: readonly Reached[]): string =>
  textTable(
    [
      { title: 'read model', cell: ({ name }) => name },
      { title: 'market', cell: ({ partition }) => partition },
      { title: 'position', cell: ({ position }) => position },
      { title: 'behind', cell: ({ behind }) => behind },
    ],
    reached,
    reached.length,
  );

const rebuild = async (
  name: string | undefined,
  { all }: { readonly all?: true },
): Promise<void> => {
  const wanted = projections.filter((projection) => all === true || projection.name === name);
  if (wanted.length === 0) throw unknown(name);
  // Every event that is handled is worth a word to a service that is looked into, and not here.
  Logger.overrideLogger(['warn', 'error', 'fatal']);
  await withStore(async (store, dataSource) => {
    await assertServed(dataSource);
    for (const projection of wanted) await rebuildOne(projection, store, dataSource);
  });
};

const unknown = (name: string | undefined): CommandFailure => {
  const known = projections.map((projection) => projection.name).join(', ');
  const wrong =
    name === undefined ? 'name a read model, or --all' : `there is no read model ${name}`;
  return new CommandFailure(EXIT.usage, `${wrong}; there are: ${known}`);
};

const rebuildOne = async (
  projection: Projection,
  store: EventStore,
  dataSource: DataSource,
): Promise<void> => {
  const bar = rateBar(projection.name, 'events');
  let isOpen = false;
  const onProgress = (done: number, total: number): void => {
    if (!isOpen) bar.open(total, 0);
    isOpen = true;
    bar.at(done);
  };
  try {
    await rebuildProjection(projection, store, dataSource, { onProgress });
    note(`${projection.name} is rebuilt`);
  } catch (error) {
    if (error instanceof RebuildRunning) throw new CommandFailure(EXIT.answerIsNo, error.message);
    throw error;
  } finally {
    bar.stop();
  }
};
