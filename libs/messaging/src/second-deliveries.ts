import { Logger } from '@nestjs/common';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import type { DataSource, EntityManager } from 'typeorm';
import type { Consumer } from './consumer.js';
import { DeadLetterRow } from './dead-letter.row.js';
import { fateOf } from './fates.js';
import { readable } from './readable.js';
import { Rounds } from './rounds.js';

/** How soon a request to try again is noticed. */
const LOOK_MS = 1_000;

/**
 * Brings dead letters to their consumers once more when an operator asks for it. One that is taken
 * now is a dead letter no longer; one that is not keeps its place, with the new reason.
 */
export class SecondDeliveries {
  private readonly logger = new Logger('Messaging');
  private consumers: ReadonlyMap<string, Consumer> = new Map();
  private readonly rounds = new Rounds(
    LOOK_MS,
    () => this.deliverAll(),
    (error) => this.logger.warn({ err: error }, 'dead letters have to wait'),
  );

  constructor(
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
  ) {}

  start(consumers: readonly Consumer[]): void {
    this.consumers = new Map(consumers.map((consumer) => [consumer.name, consumer]));
    this.rounds.start();
  }

  stop(): Promise<void> {
    return this.rounds.stop();
  }

  private async deliverAll(): Promise<void> {
    while (
      this.rounds.isRunning &&
      (await this.dataSource.transaction((manager) => this.next(manager)))
    );
  }

  /** Takes one that no other process is trying; answers whether there was one. */
  private async next(manager: EntityManager): Promise<boolean> {
    const letter = await manager
      .createQueryBuilder(DeadLetterRow, 'letter')
      .where('letter.retryAskedAt IS NOT NULL')
      .andWhere('letter.consumer IN (:...names)', { names: [...this.consumers.keys(), ''] })
      .orderBy('letter.partition')
      .addOrderBy('letter.position')
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getOne();
    const consumer = letter && this.consumers.get(letter.consumer);
    if (!letter || !consumer) return false;
    const { consumer: name, partition, position } = letter;
    const [event] = await this.store.readPartition(partition, position - 1, 1);
    if (event === undefined) return false;
    const reason = await this.deliver(consumer, event, manager);
    const key = { consumer: name, partition, position };
    if (reason === undefined) await manager.delete(DeadLetterRow, key);
    else await manager.update(DeadLetterRow, key, { reason, retryAskedAt: null });
    return true;
  }

  /** Undefined where it was taken, or refused by the rules; else why not. Throws what is unwell. */
  private async deliver(
    consumer: Consumer,
    event: RecordedEvent,
    manager: EntityManager,
  ): Promise<string | undefined> {
    try {
      const current = readable(event);
      await manager.transaction((within) =>
        consumer.kind === 'process'
          ? consumer.handle(current)
          : consumer.project([current], within),
      );
      return undefined;
    } catch (error) {
      const fate = fateOf(error);
      if (fate === 'refused') return undefined;
      if (fate !== 'wrong') throw error;
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }
}
