import { Column, Entity, PrimaryColumn } from 'typeorm';

const wholeNumber = { from: Number, to: (value: number) => value };

/** An event that a consumer could not be brought to take, and why. It stays in the store. */
@Entity({ schema: 'messaging', name: 'dead_letter' })
export class DeadLetterRow {
  @PrimaryColumn({ type: 'text' })
  consumer!: string;

  @PrimaryColumn({ type: 'text' })
  partition!: string;

  @PrimaryColumn({ type: 'bigint', transformer: wholeNumber })
  position!: number;

  @Column({ type: 'text', name: 'event_id' })
  eventId!: string;

  @Column({ type: 'text', name: 'event_type' })
  eventType!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at', default: () => 'now()' })
  recordedAt!: Date;

  /** When an operator asked to bring it once more. */
  @Column({ type: 'timestamptz', name: 'retry_asked_at', nullable: true })
  retryAskedAt!: Date | null;
}
