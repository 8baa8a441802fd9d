import type { EventStore } from '@trueque/event-store';
import type { DataSource } from 'typeorm';
import { CommandFailure, EXIT } from '../exit.js';

/** How far a read model is in a market. */
export interface Reached {
  readonly name: string;
  readonly partition: string;
  readonly position: number;
  readonly behind: number;
}

/** How far these read models are, in every market. */
export const readPositions = async (
  store: EventStore,
  dataSource: DataSource,
  names: readonly string[],
): Promise<readonly Reached[]> => {
  await assertServed(dataSource);
  const heads = await store.heads();
  const rows: { consumer: string; partition: string; position: number }[] = await dataSource.query(
    'select consumer, partition, position::float as position from messaging.checkpoint',
  );
  return names.flatMap((name) =>
    heads.map(({ partition, position: head }) => {
      const row = rows.find((each) => each.consumer === name && each.partition === partition);
      const position = row?.position ?? 0;
      return { name, partition, position, behind: head - position };
    }),
  );
};

/** Read models are made by the services; a database that none has run on has no tables for them. */
export const assertServed = async (dataSource: DataSource): Promise<void> => {
  const [row]: { there: boolean }[] = await dataSource.query(
    `select to_regclass('messaging.checkpoint') is not null
            and to_regclass('reporting.markets') is not null as there`,
  );
  if (row?.there === true) return;
  throw new CommandFailure(EXIT.answerIsNo, 'no service has run on this database yet');
};
