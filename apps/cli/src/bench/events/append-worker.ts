import { PostgresEventStore } from '@trueque/event-store';
import { openDataSource } from '@trueque/postgres';
import { appendRate, type Command, commandsOf } from './event-load.js';

/** What is measured at a time: its callers share the commands. */
export interface AppendWork {
  readonly callers: number;
  readonly commands: number;
  readonly eventsEach: number;
}

const WARM_UP = { callers: 256, commands: 10_000, eventsEach: 1 };

/** One partition for all processes, but auctions of its own: a race is no more than a race. */
const ownCommands = ({ commands, eventsEach }: AppendWork): readonly Command[] =>
  commandsOf(commands, eventsEach).map((command) => ({
    ...command,
    stream: `${command.stream}-${process.pid}`,
  }));

const opened = async (url: string) => {
  const dataSource = await openDataSource({ url });
  const store = new PostgresEventStore(dataSource);
  await appendRate(store, WARM_UP.callers, ownCommands(WARM_UP));
  return { dataSource, store };
};

/** Makes the commands when it is told of them, begins when it is told to, and says when the last event was kept. */
const serve = (url: string): void => {
  const log = opened(url);
  let begin = async (): Promise<unknown> => undefined;
  const take = async (message: AppendWork | 'start'): Promise<void> => {
    const { store } = await log;
    if (message === 'start') await begin();
    else {
      const commands = ownCommands(message);
      begin = () => appendRate(store, message.callers, commands);
    }
    process.send?.('done');
  };
  const end = async (): Promise<void> => {
    const { dataSource, store } = await log;
    await store.close();
    await dataSource.destroy();
  };
  process.on('message', (message: AppendWork | 'start') => void take(message));
  process.once('disconnect', () => void end());
};

serve(process.argv[2] ?? '');
