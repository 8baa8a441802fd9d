import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { RunTotalRow, SettlementRunRow, SettlementWindowRow } from '../rows/insight.row.js';
import { type DataOf, fact, lastByKey } from './facts.js';
import { writeRows } from './tables.js';

/** Every settlement run there was, and what each told a peer: what was revised stays to be seen. */
@Injectable()
export class SettlementRunsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.settlement-runs.v1';
  readonly types = ['SettlementRunCompleted', 'StatementIssued', 'WindowSettled'] as const;
  readonly rows = [SettlementRunRow, RunTotalRow, SettlementWindowRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const runs = events.flatMap(fact('SettlementRunCompleted', runRow));
    const totals = events.flatMap(fact('StatementIssued', totalRow));
    const windows = events.flatMap(fact('WindowSettled', windowRow));
    await writeRows(manager, SettlementRunRow, lastByKey(runs, keyOf));
    await writeRows(
      manager,
      RunTotalRow,
      lastByKey(totals, (row) => `${keyOf(row)}/${row.peerId}`),
    );
    await writeRows(manager, SettlementWindowRow, lastByKey(windows, keyOf));
  }
}

const keyOf = ({ marketId, runId }: { readonly marketId: string; readonly runId: string }) =>
  `${marketId}/${runId}`;

const runRow = (
  { marketId, runId, auctionId, kind }: DataOf<'SettlementRunCompleted'>,
  { recordedAt }: RecordedEvent,
): SettlementRunRow[] => [{ marketId, runId, auctionId, kind, completedAt: recordedAt }];

const totalRow = ({
  marketId,
  runId,
  peerId,
  totalNanos,
}: DataOf<'StatementIssued'>): RunTotalRow[] => [{ marketId, runId, peerId, totalNanos }];

const windowRow = (
  window: DataOf<'WindowSettled'>,
  { recordedAt }: RecordedEvent,
): SettlementWindowRow[] => [
  {
    marketId: window.marketId,
    runId: window.runId,
    fromDate: window.from,
    toDate: window.to,
    kind: window.kind,
    asOf: window.asOf,
    completedAt: recordedAt,
    supersedes: window.supersedes ?? null,
    reason: window.reason ?? null,
  },
];
