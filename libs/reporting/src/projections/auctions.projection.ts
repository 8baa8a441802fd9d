import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import { InvariantBroken } from '@trueque/kernel';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { AuctionRow } from '../rows/auction.row.js';
import { type DataOf, fact } from './facts.js';
import { readRows, writeRows } from './tables.js';

/** One row per auction: how far it came, how it was proven, or why it failed. */
@Injectable()
export class AuctionsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.auctions.v2';
  readonly types = [
    'AuctionScheduled',
    'OfferSubmitted',
    'OfferAmended',
    'OfferWithdrawn',
    'GateClosed',
    'AuctionCleared',
    'AuctionFailed',
    'SettlementRunCompleted',
  ] as const;
  readonly rows = [AuctionRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const changes = events.flatMap((event) =>
      auctionChanges.flatMap((changesOf) => changesOf(event)).map(withRevision(event)),
    );
    const earlier = await readRows(manager, AuctionRow, keysOf(changes));
    await writeRows(manager, AuctionRow, applyChanges(earlier, changes));
  }
}

/** What an event does to the row of its auction; no row is there before the auction is scheduled. */
interface Change {
  readonly marketId: string;
  readonly auctionId: string;
  apply(row: AuctionRow | undefined): AuctionRow;
}

/** The streams of clearing and settlement count for themselves. */
const withRevision =
  ({ revision, stream }: RecordedEvent) =>
  (change: Change): Change =>
    stream.startsWith('auction-')
      ? { ...change, apply: (row) => ({ ...change.apply(row), revision }) }
      : change;

const keysOf = (changes: readonly Change[]) => [
  ...new Map(
    changes.map(({ marketId, auctionId }) => [
      keyOf({ marketId, auctionId }),
      { marketId, auctionId },
    ]),
  ).values(),
];

const keyOf = ({ marketId, auctionId }: { marketId: string; auctionId: string }) =>
  `${marketId}/${auctionId}`;

const applyChanges = (earlier: readonly AuctionRow[], changes: readonly Change[]): AuctionRow[] => {
  const rows = new Map(earlier.map((row) => [keyOf(row), row]));
  for (const change of changes) rows.set(keyOf(change), change.apply(rows.get(keyOf(change))));
  return [...rows.values()];
};

type Names = { readonly marketId: string; readonly auctionId: string };

const update = (
  { marketId, auctionId }: Names,
  changed: (row: AuctionRow) => Partial<AuctionRow>,
): Change[] => [
  {
    marketId,
    auctionId,
    apply: (row) => {
      if (row === undefined) throw new InvariantBroken(`auction ${auctionId} was never scheduled`);
      return { ...row, ...changed(row) };
    },
  },
];

const auctionChanges = [
  fact('AuctionScheduled', (data) => [
    { marketId: data.marketId, auctionId: data.auctionId, apply: () => scheduled(data) },
  ]),
  fact('OfferSubmitted', (data) => update(data, (row) => ({ offersCount: row.offersCount + 1 }))),
  fact('OfferAmended', (data) => update(data, () => ({}))),
  fact('OfferWithdrawn', (data) => update(data, (row) => ({ offersCount: row.offersCount - 1 }))),
  fact('GateClosed', (data) =>
    update(data, () => ({
      state: 'gate-closed',
      gateClosedAt: data.closedAt,
      offersCount: data.offersCount,
      bookDigest: data.bookDigest,
    })),
  ),
  fact('AuctionCleared', (data, event) => update(data, () => cleared(data, event))),
  fact('AuctionFailed', (data, { occurredAt }) =>
    update(data, () => ({
      state: 'failed',
      failureReason: data.reason,
      failureDetail: data.detail,
      explanation: data.explanation,
      failedAt: occurredAt,
    })),
  ),
  fact('SettlementRunCompleted', (data, { occurredAt }) =>
    update(data, () => ({
      state: 'settled',
      runId: data.runId,
      runKind: data.kind,
      settledAt: occurredAt,
    })),
  ),
];

const scheduled = (data: DataOf<'AuctionScheduled'>): AuctionRow => ({
  ...NOTHING_YET,
  marketId: data.marketId,
  auctionId: data.auctionId,
  state: 'open',
  start: data.start,
  mtu: data.mtu,
  periods: data.periods,
  currency: data.currency,
  rules: data.rules,
  gateClosesAt: data.gateClosesAt,
  offersCount: 0,
});

const NOTHING_YET = {
  gateClosedAt: null,
  bookDigest: null,
  engine: null,
  solverName: null,
  solverVersion: null,
  inputHash: null,
  resultHash: null,
  objective: null,
  tradesCount: null,
  primalInfeasibility: null,
  dualInfeasibility: null,
  gap: null,
  clearedAt: null,
  failureReason: null,
  failureDetail: null,
  explanation: null,
  failedAt: null,
  runId: null,
  runKind: null,
  settledAt: null,
  revision: 0,
};

const cleared = (
  data: DataOf<'AuctionCleared'>,
  { occurredAt }: RecordedEvent,
): Partial<AuctionRow> => ({
  state: 'cleared',
  engine: data.engine,
  solverName: data.solver.name,
  solverVersion: data.solver.version,
  inputHash: data.inputHash,
  resultHash: data.resultHash,
  objective: data.objective,
  tradesCount: data.tradesCount,
  primalInfeasibility: data.certificate.primalInfeasibility,
  dualInfeasibility: data.certificate.dualInfeasibility,
  gap: data.certificate.gap,
  clearedAt: occurredAt,
});
