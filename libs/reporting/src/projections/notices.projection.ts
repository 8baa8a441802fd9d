import { Injectable } from '@nestjs/common';
import type { EventType } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { NoticeRow } from '../rows/insight.row.js';
import { writeRows } from './tables.js';

/** What of the log people in a market should know; a result's own data may be a hundred thousand schedules. */
@Injectable()
export class NoticesProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.notices.v1';
  readonly types: readonly EventType[] = [
    ...(['MarketOpened', 'ContractAgreed', 'ContractEnded', 'RulePackAdopted'] as const),
    ...(['AuctionScheduled', 'AuctionCleared', 'AuctionFailed'] as const),
    ...(['SettlementRunCompleted', 'WindowSettled', 'DisputeRaised'] as const),
  ];
  readonly rows = [NoticeRow];

  project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    return writeRows(manager, NoticeRow, events.map(noticeOf));
  }
}

const noticeOf = ({
  partition,
  position,
  type,
  recordedAt,
  actor,
  data,
}: RecordedEvent): NoticeRow => ({
  ...{ marketId: partition, position, type, recordedAt, actor },
  auctionId: auctionOf(data),
});

const auctionOf = (data: unknown): string | null =>
  typeof data === 'object' &&
  data !== null &&
  'auctionId' in data &&
  typeof data.auctionId === 'string'
    ? data.auctionId
    : null;
