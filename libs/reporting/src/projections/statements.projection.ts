import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { StatementLineRow, StatementRow } from '../rows/settlement.row.js';
import { type DataOf, fact, lastByKey } from './facts.js';
import { periodStarts } from './period-starts.js';
import { CROWD_EVENTS, removeRows, writeRows } from './tables.js';

/** Each peer's latest statement of an auction, with its lines; earlier runs stay in the events. */
@Injectable()
export class StatementsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.statements.v2';
  readonly types = ['StatementIssued'] as const;
  readonly rows = [StatementRow, StatementLineRow];
  readonly eventsAtOnce = CROWD_EVENTS;

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const issued = lastByKey(
      events.flatMap(fact('StatementIssued', (data, { occurredAt }) => [{ ...data, occurredAt }])),
      ({ marketId, auctionId, peerId }) => `${marketId}/${auctionId}/${peerId}`,
    );
    const replaced = issued.map(({ marketId, auctionId, peerId }) => ({
      marketId,
      auctionId,
      peerId,
    }));
    await removeRows(manager, StatementLineRow, replaced);
    await writeRows(manager, StatementRow, issued.map(statementRow));
    await writeRows(manager, StatementLineRow, issued.flatMap(lineRows));
  }
}

type Issued = DataOf<'StatementIssued'> & { readonly occurredAt: string };

const statementRow = (issued: Issued): StatementRow => ({
  marketId: issued.marketId,
  auctionId: issued.auctionId,
  peerId: issued.peerId,
  communityId: issued.communityId,
  statementId: issued.statementId,
  runId: issued.runId,
  currency: issued.currency,
  start: issued.start,
  mtu: issued.mtu,
  periods: issued.periods,
  linesCount: issued.lines.length,
  totalNanos: issued.totalNanos,
  quality: issued.quality,
  issuedAt: issued.occurredAt,
});

const lineRows = (issued: Issued): StatementLineRow[] => {
  const { marketId, auctionId, peerId, lines } = issued;
  const startOf = periodStarts(issued);
  return lines.map((line, index) => ({
    marketId,
    auctionId,
    peerId,
    line: index + 1,
    ...line,
    start: startOf(line.period),
  }));
};
