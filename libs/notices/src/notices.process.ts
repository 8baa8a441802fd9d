import { Inject, Injectable } from '@nestjs/common';
import type { EventType } from '@trueque/contracts';
import { becauseOf, EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { NOTICED, type Noticed, noticeOf } from './domain/notice-of.js';
import { notices } from './domain/notices.decider.js';

/** Tells people what of all that happens they should know. */
@Injectable()
export class NoticesProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'notices.issued';
  readonly types: readonly EventType[] = NOTICED;

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async handle(event: RecordedEvent): Promise<void> {
    const notice = noticeOf(event as RecordedEvent & Noticed);
    if (notice === undefined) return;
    const marketId = event.partition;
    const command = { type: 'IssueNotice' as const, marketId, ...notice };
    await this.store.transact(notices, marketId, command, becauseOf(event, 'notices'));
  }
}
