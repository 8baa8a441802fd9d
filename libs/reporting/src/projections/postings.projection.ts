import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { PostingRow } from '../rows/settlement.row.js';
import { type DataOf, fact, lastByKey } from './facts.js';
import { removeRows, writeRows } from './tables.js';

/** The postings of each auction's latest settlement run; earlier runs stay in the events. */
@Injectable()
export class PostingsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.postings.v1';
  readonly types = ['SettlementRunCompleted'] as const;
  readonly rows = [PostingRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const runs = lastByKey(
      events.flatMap(
        fact('SettlementRunCompleted', (data, { occurredAt }) => [{ ...data, occurredAt }]),
      ),
      ({ marketId, auctionId }) => `${marketId}/${auctionId}`,
    );
    const replaced = runs.map(({ marketId, auctionId }) => ({ marketId, auctionId }));
    await removeRows(manager, PostingRow, replaced);
    await writeRows(manager, PostingRow, runs.flatMap(postingRows));
  }
}

type Run = DataOf<'SettlementRunCompleted'> & { readonly occurredAt: string };

const postingRows = ({ marketId, auctionId, runId, currency, postings, occurredAt }: Run) =>
  postings.map((posting, index): PostingRow => ({
    marketId,
    auctionId,
    posting: index + 1,
    runId,
    currency,
    ...posting,
    postedAt: occurredAt,
  }));
