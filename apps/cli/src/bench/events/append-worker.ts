import { PostgresEventStore } from '@trueque/event-store';
import { openDataSource } from '@trueque/postgres';
import { once } from 'node:events';
import { appendRate, type Command, commandsOf } from './event-load.js';

/** What one process of several does. */
export interface AppendWork {
  readonly url: string;
  readonly callers: number;
  readonly commands: number;
  readonly eventsEach: number;
}

const WARM_UP = 2_000;

/** One partition for all processes, but auctions of its own: a race is no more than a race. */
const ownCommands = (count: number, eventsEach: number): readonly Command[] =>
  commandsOf(count, eventsEach).map((command) => ({
    ...command,
    stream: `${command.stream}-${process.pid}`,
  }));

/** Says when it is ready, begins when it is told to, and says when the last event was kept. */
const append = async (work: AppendWork): Promise<void> => {
  const dataSource = await openDataSource({ url: work.url });
  const store = new PostgresEventStore(dataSource);
  await appendRate(store, work.callers, ownCommands(WARM_UP, 1));
  const commands = ownCommands(work.commands, work.eventsEach);
  process.send?.('ready');
  await once(process, 'message');
  await appendRate(store, work.callers, commands);
  process.send?.('done');
  await store.close();
  await dataSource.destroy();
  process.disconnect();
};

process.once('message', (work: AppendWork) => void append(work));
