import { PostgresEventStore } from '@trueque/event-store';
import { openDataSource } from '@trueque/postgres';
import { once } from 'node:events';
import { appendRate, commandsOf } from './event-load.js';

/** What one process of several does. */
export interface AppendWork {
  readonly url: string;
  readonly callers: number;
  readonly commands: number;
  readonly eventsEach: number;
}

const WARM_UP = 2_000;

/** Says when it is ready, begins when it is told to, and says when the last event was kept. */
const append = async (work: AppendWork): Promise<void> => {
  const dataSource = await openDataSource({ url: work.url });
  const store = new PostgresEventStore(dataSource);
  await appendRate(store, work.callers, commandsOf(WARM_UP, 1));
  const commands = commandsOf(work.commands, work.eventsEach);
  process.send?.('ready');
  await once(process, 'message');
  await appendRate(store, work.callers, commands);
  process.send?.('done');
  await store.close();
  await dataSource.destroy();
  process.disconnect();
};

process.once('message', (work: AppendWork) => void append(work));
