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
