import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { CLOCK, type Clock, isoInstant } from '@trueque/kernel';
import { Rounds } from '@trueque/messaging';
import { MasterKeyError } from '@trueque/vault';
import { DataSource, IsNull, LessThanOrEqual, type Repository } from 'typeorm';
import { notices } from '../domain/notices.decider.js';
import { verdictOn, waitMsAfter } from '../domain/retries.js';
import { type Attempt, WebhookSender } from './webhook-sender.js';
import { WebhookRow } from './webhook.row.js';

const LOOK_EVERY_MS = 500;
const EVENTS_AT_ONCE = 50;
/** While it delivers, no other process takes the same webhook. */
const LEASE_MS = 60_000;

/**
 * Brings events to webhooks, in the order of the log and each at least once: the checkpoint moves after an
 * event was taken. A receiver that fails is asked again, ever later; one that goes on failing is disabled,
 * and its market is told.
 */
@Injectable()
export class WebhookCourier implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(WebhookCourier.name);
  private readonly rounds = new Rounds(
    LOOK_EVERY_MS,
    () => this.deliverDue(),
    (error) => this.logger.warn({ err: error }, 'webhooks could not be served, trying again'),
  );

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly dataSource: DataSource,
    private readonly sender: WebhookSender,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  /** Delivers what is due now; says how many events were taken. */
  async deliverDue(): Promise<number> {
    const due = await this.rows.find({
      where: { disabledAt: IsNull(), nextAttemptAt: LessThanOrEqual(this.now()) },
      order: { nextAttemptAt: 'ASC' },
    });
    if (due.length === 0) return 0;
    const heads = new Map(
      (await this.store.heads()).map(({ partition, position }) => [partition, position]),
    );
    const waiting = due.filter(({ marketId, position }) => (heads.get(marketId) ?? 0) > position);
    const taken = await Promise.all(
      waiting.map((row) => this.serve(row, heads.get(row.marketId) ?? 0)),
    );
    return taken.reduce((sum, count) => sum + count, 0);
  }

  private async serve(row: WebhookRow, head: number): Promise<number> {
    if (!(await this.claim(row))) return 0;
    const { marketId, position, types } = row;
    const events = await this.store.readPartition(marketId, position, EVENTS_AT_ONCE, types);
    let taken = 0;
    for (const event of events) {
      if (!(await this.deliver(row, event))) return taken;
      taken += 1;
    }
    if (events.length < EVENTS_AT_ONCE)
      await this.rows.update(row.id, { position: Math.max(head, events.at(-1)?.position ?? 0) });
    await this.rows.update(row.id, { nextAttemptAt: this.now() });
    return taken;
  }

  private async claim({ id, nextAttemptAt }: WebhookRow): Promise<boolean> {
    const until = new Date(this.clock.nowMs() + LEASE_MS);
    const { affected } = await this.rows.update({ id, nextAttemptAt }, { nextAttemptAt: until });
    return affected === 1;
  }

  /** False where it must be tried again, or never. */
  private async deliver(row: WebhookRow, event: RecordedEvent): Promise<boolean> {
    const outcome = await this.attempt(row, event);
    if (outcome === undefined) return false;
    const failures = row.failures + 1;
    const verdict = verdictOn(outcome.status, failures);
    if (verdict === 'delivered') {
      row.failures = 0;
      const { position } = event;
      await this.rows.update(row.id, { position, failures: 0, lastError: null });
      return true;
    }
    const lastError = outcome.error ?? `answered ${outcome.status}`;
    const nextAttemptAt = new Date(this.clock.nowMs() + waitMsAfter(failures));
    const disabledAt = verdict === 'disabled' ? this.now() : null;
    await this.rows.update(row.id, { failures, lastError, nextAttemptAt, disabledAt });
    if (disabledAt) await this.tellDisabled(row, disabledAt);
    return false;
  }

  /** Nobody can sign under another master key: it is told, waits for the lease to end, and is no failure. */
  private async attempt(row: WebhookRow, event: RecordedEvent): Promise<Attempt | undefined> {
    try {
      return await this.sender.attempt(row, event, this.now());
    } catch (error) {
      if (!(error instanceof MasterKeyError)) throw error;
      this.logger.error({ err: error }, `webhook ${row.id} cannot be signed for`);
      await this.rows.update(row.id, { lastError: error.message });
      return undefined;
    }
  }

  private async tellDisabled({ id, marketId }: WebhookRow, at: Date): Promise<void> {
    const text = {
      en: `Webhook ${id} failed too often and is disabled.`,
      es: `El webhook ${id} ha fallado demasiadas veces y queda desactivado.`,
    };
    const command = { type: 'IssueNotice', marketId, kind: 'webhook-disabled', text } as const;
    await this.store.transact(notices, marketId, command, {
      ...{ partition: marketId, causedBy: `webhook:${id}:${at.toISOString()}` },
      ...{ actor: 'webhooks', occurredAt: isoInstant(at.getTime()) },
    });
  }

  private get rows(): Repository<WebhookRow> {
    return this.dataSource.getRepository(WebhookRow);
  }

  private now(): Date {
    return new Date(this.clock.nowMs());
  }
}
