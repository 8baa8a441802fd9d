import type { RecordedEvent } from '@trueque/event-store';
import type { EntityManager } from 'typeorm';
import { CheckpointRow } from './checkpoint.row.js';
import { DeadLetterRow } from './dead-letter.row.js';
import { Raced } from './fates.js';

/** The position after which a consumer goes on in a partition; 0 where it has not begun. */
export const positionOf = async (
  manager: EntityManager,
  consumer: string,
  partition: string,
): Promise<number> => {
  const row = await manager.findOneBy(CheckpointRow, { consumer, partition });
  return row?.position ?? 0;
};

/** A step of one consumer through one partition: it was done up to `from`, and now up to `to`. */
export interface Advance {
  readonly consumer: string;
  readonly partition: string;
  readonly from: number;
  readonly to: number;
}

/** Moves a checkpoint; throws `Raced` where it is no longer where the consumer believed it to be. */
export const advance = async (manager: EntityManager, step: Advance): Promise<void> => {
  const { consumer, partition, from, to } = step;
  if (from === 0) {
    const fresh = { consumer, partition, position: 0 };
    await manager
      .createQueryBuilder()
      .insert()
      .into(CheckpointRow)
      .values(fresh)
      .orIgnore()
      .execute();
  }
  const moved = await manager.update(
    CheckpointRow,
    { consumer, partition, position: from },
    { position: to },
  );
  if (moved.affected !== 1) throw new Raced(`${consumer} moved on in ${partition} meanwhile`);
};

/** Moves many checkpoints in one statement; tells of each whether it was where it was believed to be. */
export const advanceAll = async (
  manager: EntityManager,
  steps: readonly Advance[],
): Promise<readonly boolean[]> => {
  const moved: readonly Pick<Advance, 'consumer' | 'partition'>[] = await manager.query(
    ADVANCE_ALL,
    [
      steps.map(({ consumer }) => consumer),
      steps.map(({ partition }) => partition),
      steps.map(({ from }) => from),
      steps.map(({ to }) => to),
    ],
  );
  const keys = new Set(moved.map(keyOf));
  return steps.map((step) => keys.has(keyOf(step)));
};

const keyOf = ({ consumer, partition }: Pick<Advance, 'consumer' | 'partition'>): string =>
  `${consumer} ${partition}`;

const ADVANCE_ALL = `
  with step as (
    select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
      as s (consumer, partition, was, is_now)
  ), begun as (
    insert into messaging.checkpoint as c (consumer, partition, position)
    select consumer, partition, is_now from step where was = 0
    on conflict (consumer, partition) do update set position = excluded.position
      where c.position = 0
    returning c.consumer, c.partition
  ), moved as (
    update messaging.checkpoint c set position = s.is_now from step s
     where s.was > 0 and c.consumer = s.consumer and c.partition = s.partition
       and c.position = s.was
    returning c.consumer, c.partition
  )
  select consumer, partition from begun union all select consumer, partition from moved`;

/** Forgets how far a consumer came, in every partition: it starts over from position 0. */
export const forget = async (manager: EntityManager, consumer: string): Promise<void> => {
  await manager.delete(CheckpointRow, { consumer });
  await manager.delete(DeadLetterRow, { consumer });
};

/** Keeps an event that a consumer cannot take, with the reason. Keeping it twice is no error. */
export const bury = async (
  manager: EntityManager,
  consumer: string,
  event: RecordedEvent,
  reason: string,
): Promise<void> => {
  const { partition, position, id: eventId, type: eventType } = event;
  const row = { consumer, partition, position, eventId, eventType, reason };
  await manager.createQueryBuilder().insert().into(DeadLetterRow).values(row).orIgnore().execute();
};
