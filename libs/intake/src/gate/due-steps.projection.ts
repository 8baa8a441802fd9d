import { Injectable } from '@nestjs/common';
import { approvalEvents, offersEvents } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager, Repository } from 'typeorm';
import { DueStepRow, type Step } from './due-step.row.js';

type Rows = Repository<DueStepRow>;

/** What is due when. A step that was taken leaves, so there are never many. */
@Injectable()
export class DueStepsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'intake.due-steps.v1';
  readonly types = [
    'AuctionScheduled',
    'OpeningSet',
    'AuctionOpened',
    'AuctionSuspended',
    'AuctionResumed',
    'AuctionCancelled',
    'GateClosed',
    'ChangeProposed',
    'ChangeApproved',
    'ChangeRejected',
    'ChangeExpired',
  ] as const;
  readonly rows = [DueStepRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const rows = manager.getRepository(DueStepRow);
    for (const event of events) await apply(rows, event);
  }
}

const apply = async (rows: Rows, event: RecordedEvent): Promise<unknown> => {
  const { data, type } = event;
  switch (type) {
    case 'AuctionScheduled': {
      const { auctionId, gateClosesAt } = offersEvents[type].data.parse(data);
      return due(rows, event, { subject: auctionId, step: 'close-gate', at: gateClosesAt });
    }
    case 'OpeningSet': {
      const { auctionId, opensAt } = offersEvents[type].data.parse(data);
      return due(rows, event, { subject: auctionId, step: 'open-auction', at: opensAt });
    }
    case 'ChangeProposed': {
      const { changeId, expiresAt } = approvalEvents[type].data.parse(data);
      return due(rows, event, { subject: changeId, step: 'expire-change', at: expiresAt });
    }
    case 'AuctionSuspended':
    case 'AuctionResumed':
      return hold(rows, event, type === 'AuctionSuspended');
    default:
      return done(rows, event);
  }
};

const due = (
  rows: Rows,
  { partition: marketId }: RecordedEvent,
  { subject, step, at }: { readonly subject: string; readonly step: Step; readonly at: string },
) => rows.save({ marketId, subject, step, dueAt: new Date(at), isHeld: false });

/** A gate closes whatever happens. */
const hold = (rows: Rows, { partition, data }: RecordedEvent, isHeld: boolean) => {
  const { auctionId } = offersEvents.AuctionSuspended.data
    .pick({ auctionId: true })
    .strip()
    .parse(data);
  const opening = { marketId: partition, subject: auctionId, step: 'open-auction' } as const;
  return rows.update(opening, { isHeld });
};

const done = (rows: Rows, { partition: marketId, type, data }: RecordedEvent) => {
  if (type === 'AuctionOpened') {
    const { auctionId } = offersEvents[type].data.parse(data);
    return rows.delete({ marketId, subject: auctionId, step: 'open-auction' });
  }
  return rows.delete({ marketId, subject: subjectOf(data) });
};

const subjectOf = (data: unknown): string => {
  const { auctionId, changeId } = Object(data) as { auctionId?: string; changeId?: string };
  return auctionId ?? changeId ?? '';
};
