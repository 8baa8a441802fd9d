import { Injectable } from '@nestjs/common';
import { type LifeEvent, stateAfter } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import { InvariantBroken } from '@trueque/kernel';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { AuctionRow } from '../rows/auction.row.js';
import { type DataOf, fact } from './facts.js';
import { CROWD_EVENTS, readRows, writeRows } from './tables.js';

/** One row per auction: how far it came, how it was proven, or why it failed. */
@Injectable()
export class AuctionsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.auctions.v2';
  readonly types = [
    ...(['AuctionScheduled', 'OpeningSet', 'AuctionOpened', 'AuctionSuspended'] as const),
    ...(['AuctionResumed', 'AuctionCancelled', 'OfferSubmitted', 'OfferAmended'] as const),
    ...(['OfferWithdrawn', 'GateClosed', 'ClearingStarted', 'AuctionCleared'] as const),
    ...(['AuctionFailed', 'ReviewOpened', 'ReviewDecided', 'ResultPublished'] as const),
    'SettlementRunCompleted',
  ] as const;
  readonly rows = [AuctionRow];
  readonly eventsAtOnce = CROWD_EVENTS;

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

/** Beside what it says, an event moves its auction on. */
const update = (
  { marketId, auctionId }: Names,
  event: RecordedEvent,
  changed: (row: AuctionRow) => Partial<AuctionRow> = () => ({}),
): Change[] => [
  {
    marketId,
    auctionId,
    apply: (row) => {
      if (row === undefined) throw new InvariantBroken(`auction ${auctionId} was never scheduled`);
      return { ...row, state: stateAfter(row.state, event as LifeEvent), ...changed(row) };
    },
  },
];

const reasoned = (data: Names & { readonly reason: string }, event: RecordedEvent): Change[] =>
  update(data, event, () => ({ stateReason: data.reason }));

const counted =
  (more: number) =>
  (data: Names, event: RecordedEvent): Change[] =>
    update(data, event, ({ offersCount }) => ({ offersCount: offersCount + more }));

const auctionChanges = [
  fact('AuctionScheduled', (data) => [
    { marketId: data.marketId, auctionId: data.auctionId, apply: () => scheduled(data) },
  ]),
  fact('OpeningSet', (data, event) => update(data, event, () => ({ opensAt: data.opensAt }))),
  fact('AuctionOpened', (data, event) => update(data, event)),
  fact('AuctionSuspended', reasoned),
  fact('AuctionResumed', reasoned),
  fact('AuctionCancelled', reasoned),
  fact('OfferSubmitted', counted(1)),
  fact('OfferAmended', counted(0)),
  fact('OfferWithdrawn', counted(-1)),
  fact('GateClosed', (data, event) =>
    update(data, event, () => ({
      gateClosedAt: data.closedAt,
      offersCount: data.offersCount,
      bookDigest: data.bookDigest,
    })),
  ),
  fact('ClearingStarted', (data, event) =>
    update(data, event, () => ({
      priceStatus: data.administered === null ? null : 'administered',
    })),
  ),
  fact('AuctionCleared', (data, event) => update(data, event, () => cleared(data, event))),
  fact('ReviewOpened', (data, event) =>
    update(data, event, () => ({
      priceStatus: 'under-review',
      stateReason: data.causes.map(({ cause, detail }) => `${cause}: ${detail}`).join('; '),
    })),
  ),
  fact('ReviewDecided', (data, event) =>
    update(data, event, () => ({
      ...(data.decision === 'publish' ? {} : NO_RESULT),
      stateReason: data.reason,
    })),
  ),
  fact('ResultPublished', (data, event) =>
    update(data, event, () => ({ priceStatus: data.priceStatus })),
  ),
  fact('AuctionFailed', (data, event) =>
    update(data, event, () => ({
      failureReason: data.reason,
      failureDetail: data.detail,
      explanation: data.explanation,
      failedAt: event.occurredAt,
    })),
  ),
  fact('SettlementRunCompleted', (data, event) =>
    update(data, event, () => ({
      runId: data.runId,
      runKind: data.kind,
      settledAt: event.occurredAt,
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
  opensAt: null,
  gateClosesAt: data.gateClosesAt,
  offersCount: 0,
});

/** Of an auction that was not cleared, or whose result was set aside. */
const NO_RESULT = {
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
  priceStatus: null,
  failureReason: null,
  failureDetail: null,
  explanation: null,
  failedAt: null,
};

const NOTHING_YET = {
  ...NO_RESULT,
  gateClosedAt: null,
  bookDigest: null,
  stateReason: null,
  runId: null,
  runKind: null,
  settledAt: null,
  revision: 0,
};

const cleared = (
  data: DataOf<'AuctionCleared'>,
  { occurredAt }: RecordedEvent,
): Partial<AuctionRow> => ({
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
