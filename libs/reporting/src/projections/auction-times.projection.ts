import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { AuctionTimesRow } from '../rows/insight.row.js';
import { fact } from './facts.js';
import { readRows, writeRows } from './tables.js';

/** How long an auction waited for its answer, as the log has it: not what the clock of a rule says. */
@Injectable()
export class AuctionTimesProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.auction-times.v1';
  readonly types = ['GateClosed', 'AuctionCleared', 'AuctionFailed'] as const;
  readonly rows = [AuctionTimesRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const changes = events.flatMap(timesOf);
    const keys = changes.map(({ marketId, auctionId }) => ({ marketId, auctionId }));
    const rows = new Map(
      (await readRows(manager, AuctionTimesRow, keys)).map((row) => [keyOf(row), row]),
    );
    for (const change of changes)
      rows.set(keyOf(change), { ...NOTHING_YET, ...rows.get(keyOf(change)), ...change });
    await writeRows(manager, AuctionTimesRow, [...rows.values()]);
  }
}

type Times = Pick<AuctionTimesRow, 'marketId' | 'auctionId'> & Partial<AuctionTimesRow>;

const NOTHING_YET = { gateRecordedAt: null, answerRecordedAt: null };

const keyOf = ({ marketId, auctionId }: Times) => `${marketId}/${auctionId}`;

const answered = (names: Pick<Times, 'marketId' | 'auctionId'>, event: RecordedEvent): Times[] => [
  {
    marketId: names.marketId,
    auctionId: names.auctionId,
    answerRecordedAt: event.recordedAt,
  },
];

const closed = fact('GateClosed', ({ marketId, auctionId }, { recordedAt }): Times[] => [
  { marketId, auctionId, gateRecordedAt: recordedAt },
]);
const cleared = fact('AuctionCleared', answered);
const failed = fact('AuctionFailed', answered);

const timesOf = (event: RecordedEvent): readonly Times[] => [
  ...closed(event),
  ...cleared(event),
  ...failed(event),
];
