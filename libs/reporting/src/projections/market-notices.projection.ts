import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { MarketNoticeRow } from '../rows/market-notice.row.js';
import { type DataOf, fact } from './facts.js';
import { writeRows } from './tables.js';

/** One row per notice. */
@Injectable()
export class MarketNoticesProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.market-notices.v1';
  readonly types = ['NoticeIssued'] as const;
  readonly rows = [MarketNoticeRow];

  project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    return writeRows(manager, MarketNoticeRow, events.flatMap(fact('NoticeIssued', noticeRow)));
  }
}

const noticeRow = (
  { marketId, number, kind, text, auctionId, refersTo }: DataOf<'NoticeIssued'>,
  { occurredAt }: RecordedEvent,
): MarketNoticeRow[] => [
  {
    ...{ marketId, number, kind, auctionId: auctionId ?? null, refersTo: refersTo ?? null },
    ...{ textEn: text.en, textEs: text.es, issuedAt: occurredAt },
  },
];
