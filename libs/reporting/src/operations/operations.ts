import { Inject, Injectable } from '@nestjs/common';
import type {
  BilledWindow,
  ChainHead,
  ConsumerLag,
  DeadLetter,
  Notice,
  AuctionDelivery,
  SettlementWindow,
  SolveTime,
} from '@trueque/contracts';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { CheckpointRow, DeadLetterRow } from '@trueque/messaging';
import { isoInstant } from '@trueque/kernel';
import { DataSource } from 'typeorm';
import { instant, type Scope } from '../insights/scope.js';

const DEAD_LETTERS_MAX = 200;
const NOTICES_MAX = 12;
const AUCTIONS_MAX = 1_000;

/** How the machinery of a market is doing: consumers, dead letters, answers, the chain. */
@Injectable()
export class Operations {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly dataSource: DataSource,
  ) {}

  async head(marketId: string): Promise<ChainHead> {
    const head = (await this.store.heads()).find(({ partition }) => partition === marketId);
    return { marketId, position: head?.position ?? 0, hash: head?.hash ?? '' };
  }

  async consumerLags(marketId: string): Promise<readonly ConsumerLag[]> {
    const { position: head } = await this.head(marketId);
    const rows = await this.dataSource
      .getRepository(CheckpointRow)
      .find({ where: { partition: marketId }, order: { consumer: 'ASC' } });
    return rows.map(({ consumer, position }) => ({
      ...{ consumer, marketId, position, head },
      lag: Math.max(0, head - position),
    }));
  }

  async deadLetters(marketId: string): Promise<readonly DeadLetter[]> {
    const rows = await this.dataSource.getRepository(DeadLetterRow).find({
      where: { partition: marketId },
      order: { recordedAt: 'DESC' },
      take: DEAD_LETTERS_MAX,
    });
    return rows.map(({ partition, recordedAt, retryAskedAt, ...row }) => ({
      ...{ consumer: row.consumer, marketId: partition, position: row.position },
      ...{ eventType: row.eventType, reason: row.reason },
      recordedAt: isoInstant(recordedAt.getTime()),
      retryAskedAt: retryAskedAt === null ? null : isoInstant(retryAskedAt.getTime()),
    }));
  }

  solveTimes({ marketId, auctionIds }: Scope): Promise<readonly SolveTime[]> {
    return this.dataSource.query<SolveTime[]>(SOLVE_TIMES, [marketId, auctionIds]);
  }

  deliveries({ marketId, auctionIds }: Scope): Promise<readonly AuctionDelivery[]> {
    return this.dataSource.query<AuctionDelivery[]>(DELIVERIES, [marketId, auctionIds]);
  }

  notices(marketId: string): Promise<readonly Notice[]> {
    return this.dataSource.query<Notice[]>(NOTICES, [marketId]);
  }

  /** Names nobody, so that each peer may know which bills there are. */
  billedWindows(marketId: string): Promise<readonly BilledWindow[]> {
    return this.dataSource.query<BilledWindow[]>(BILLED_WINDOWS, [marketId]);
  }

  settlementWindows(marketId: string): Promise<readonly SettlementWindow[]> {
    return this.dataSource.query<SettlementWindow[]>(SETTLEMENT_WINDOWS, [marketId]);
  }
}

const SOLVE_TIMES = `
  SELECT a.auction_id AS "auctionId", ${instant('a.start')} AS start, offers_count AS offers, state,
    extract(epoch FROM answer_recorded_at - gate_recorded_at)::float8 * 1000 AS milliseconds
  FROM reporting.auction_times t JOIN reporting.auctions a USING (market_id, auction_id)
  WHERE market_id = $1 AND auction_id = ANY($2)
    AND gate_recorded_at IS NOT NULL AND answer_recorded_at IS NOT NULL
  ORDER BY a.start DESC, 1 LIMIT ${AUCTIONS_MAX}`;

const DELIVERIES = `
  SELECT a.auction_id AS "auctionId", ${instant('a.start')} AS start,
    ${instant('a.start + a.periods * a.mtu::interval')} AS "end", a.state,
    ${instant('a.gate_closes_at')} AS "gateClosesAt", a.offers_count AS offers,
    a.trades_count AS trades, a.result_hash AS "resultHash", a.failure_detail AS "failureDetail",
    coalesce((SELECT json_agg(json_build_object('runId', r.run_id, 'kind', r.kind,
        'completedAt', ${instant('r.completed_at')}) ORDER BY r.completed_at, r.run_id)
      FROM reporting.settlement_runs r
      WHERE r.market_id = a.market_id AND r.auction_id = a.auction_id), '[]') AS runs,
    (SELECT json_build_object(
        'expected', count(*) * a.periods, 'measured', coalesce(sum(r.measured), 0),
        'estimated', coalesce(sum(r.estimated), 0), 'substituted', coalesce(sum(r.substituted), 0),
        'missing', count(*) * a.periods - coalesce(sum(r.periods), 0))
      FROM reporting.peers p
      LEFT JOIN reporting.readings r ON r.market_id = p.market_id AND r.peer_id = p.peer_id
        AND r.auction_id = a.auction_id
      WHERE p.market_id = a.market_id AND p.role <> 'grid') AS coverage
  FROM reporting.auctions a WHERE a.market_id = $1 AND a.auction_id = ANY($2)
  ORDER BY a.start DESC, 1 LIMIT ${AUCTIONS_MAX}`;

const NOTICES = `
  SELECT position, type, auction_id AS "auctionId", actor, ${instant('recorded_at')} AS "recordedAt"
  FROM reporting.notices WHERE market_id = $1 ORDER BY position DESC LIMIT ${NOTICES_MAX}`;

const BILLED_WINDOWS = `
  SELECT * FROM (
    SELECT DISTINCT ON (from_date, to_date) run_id AS "runId", from_date AS "from", to_date AS "to",
      kind, ${instant('completed_at')} AS "completedAt"
    FROM reporting.settlement_windows WHERE market_id = $1
    ORDER BY from_date, to_date, kind = 'indicative', completed_at DESC, run_id DESC) AS latest
  ORDER BY "from" DESC, "to" DESC LIMIT ${AUCTIONS_MAX}`;

const SETTLEMENT_WINDOWS = `
  SELECT run_id AS "runId", from_date AS "from", to_date AS "to", kind,
    ${instant('as_of')} AS "asOf", ${instant('completed_at')} AS "completedAt", supersedes, reason
  FROM reporting.settlement_windows WHERE market_id = $1 ORDER BY completed_at DESC LIMIT ${AUCTIONS_MAX}`;
