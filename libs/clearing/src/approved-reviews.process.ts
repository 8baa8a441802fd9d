import { Inject, Injectable } from '@nestjs/common';
import { carryOutApproved } from '@trueque/approvals';
import type { EventType } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { decideReviewApproved, reviewOrder } from './reviews.js';

/** Carries out what two people wanted of clearing. */
@Injectable()
export class ApprovedReviewsProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'clearing.approved-reviews';
  readonly types: readonly EventType[] = ['ChangeApproved'];

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  handle(event: RecordedEvent): Promise<void> {
    return carryOutApproved(this.store, event, {
      review: (wanted, options) =>
        decideReviewApproved(this.store, reviewOrder.parse(wanted), options),
    });
  }
}
