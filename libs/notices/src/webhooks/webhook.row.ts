import type { EventType } from '@trueque/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const wholeNumber = { to: (value: number) => value, from: (value: string) => Number(value) };

/** Where a market's events are sent, and how far that came. */
@Entity({ schema: 'notices', name: 'webhook' })
export class WebhookRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'market_id' })
  marketId!: string;

  @Column({ type: 'text' })
  url!: string;

  @Column({ type: 'text', array: true })
  types!: EventType[];

  /** `whsec_…`, sealed under the master key. */
  @Column({ type: 'bytea' })
  secret!: Buffer;

  /** Signs beside the new one until then, so that a receiver may change over. */
  @Column({ type: 'bytea', name: 'previous_secret', nullable: true })
  previousSecret!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'previous_until', nullable: true })
  previousUntil!: Date | null;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** Of the market's log: events after it are for this webhook. */
  @Column({ type: 'bigint', transformer: wholeNumber })
  since!: number;

  /** Of the market's log: events up to it were delivered. */
  @Column({ type: 'bigint', transformer: wholeNumber })
  position!: number;

  /** One after the other, since the last that was delivered. */
  @Column({ type: 'int' })
  failures!: number;

  @Column({ type: 'timestamptz', name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;
}
