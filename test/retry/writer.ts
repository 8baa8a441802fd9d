import { type EventStore, PostgresEventStore, RevisionConflict } from '@trueque/event-store';
import { openDataSource } from '@trueque/postgres';
import { register, roster } from '@trueque/event-store/testing';

/**
 * A process that writes: `writer.ts URL NAME WRITERS COMMANDS`. Each of its writers puts its commands
 * into one shared stream and into one of its own, and says `kept POSITION CAUSE` on standard output
 * for each that the store has acknowledged, as soon as it has.
 */
const main = async (): Promise<void> => {
  const [url = '', name = '', writers = '', commands = ''] = process.argv.slice(2);
  const dataSource = await openDataSource({ url });
  const store = new PostgresEventStore(dataSource);
  const write = async (writer: string) => {
    for (let nth = 0; nth < Number(commands); nth += 1) {
      await submit(store, 'shared', `${writer}-${nth}-shared`);
      await submit(store, writer, `${writer}-${nth}-own`);
    }
  };
  const names = Array.from({ length: Number(writers) }, (_, index) => `${name}${index}`);
  await Promise.all(names.map(write));
  await store.close();
  await dataSource.destroy();
};

/** Says the same again for as long as others are faster. */
const submit = async (store: EventStore, stream: string, causedBy: string): Promise<void> => {
  const options = { partition: 'harbour', causedBy, actor: 'writer' };
  const occurredAt = '2016-08-01T07:00:00Z';
  try {
    const command = register(causedBy);
    const outcome = await store.transact(roster, stream, command, { ...options, occurredAt });
    const position = outcome.status === 'refused' ? 0 : outcome.events[0]?.position;
    process.stdout.write(`kept ${position} ${causedBy}\n`);
  } catch (error) {
    if (!(error instanceof RevisionConflict)) throw error;
    return submit(store, stream, causedBy);
  }
};

void main();
