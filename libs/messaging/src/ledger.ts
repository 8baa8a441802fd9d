import { Logger } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { DataSource, EntityManager } from 'typeorm';
import { advance, bury, positionOf } from './checkpoints.js';
import type { Undertaker } from './undertaker.port.js';

/** What a consumer did since the process started. */
export interface Tally {
  handled: number;
  refused: number;
  deadLetters: number;
}

/** One consumer's memory: how far it came, what it refused, what it could not take. */
export class Ledger {
  readonly tally: Tally = { handled: 0, refused: 0, deadLetters: 0 };
  private readonly logger = new Logger('Messaging');

  constructor(
    private readonly consumer: string,
    readonly dataSource: DataSource,
    private readonly undertaker?: Undertaker,
  ) {}

  positionOf(partition: string): Promise<number> {
    return positionOf(this.dataSource.manager, this.consumer, partition);
  }

  /** Acknowledges everything of a partition up to `to`, within the caller's transaction if given. */
  async acknowledge(partition: string, from: number, to: number, within?: EntityManager) {
    const manager = within ?? this.dataSource.manager;
    await advance(manager, { consumer: this.consumer, partition, from, to });
  }

  took(event: RecordedEvent): void {
    this.tally.handled += 1;
    this.logger.debug(this.subject(event), 'handled');
  }

  refuse(event: RecordedEvent, error: unknown): void {
    this.tally.refused += 1;
    this.logger.debug({ ...this.subject(event), refusal: textOf(error) }, 'refused');
  }

  /**
   * Puts the event aside with the reason and acknowledges it, in one transaction, with an alarm.
   * The undertaker is told first: told twice does no harm, not told would.
   */
  async bury(event: RecordedEvent, from: number, error: unknown): Promise<void> {
    const reason = textOf(error);
    await this.undertaker?.bury(this.consumer, event, reason);
    await this.dataSource.transaction(async (manager) => {
      await bury(manager, this.consumer, event, reason);
      await this.acknowledge(event.partition, from, event.position, manager);
    });
    this.tally.deadLetters += 1;
    const subject = { ...this.subject(event), err: error };
    this.logger.error(subject, `dead letter: ${this.consumer}: ${reason}`);
  }

  /** What a log line says of an event, to find it and all that belongs to it. */
  private subject({ correlationId, id, partition, position, type }: RecordedEvent) {
    const { consumer } = this;
    return { consumer, partition, position, type, eventId: id, correlationId };
  }
}

const textOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
