import {
  AUCTION_STATES,
  type AuctionState,
  type Explanation,
  type MarketRules,
  PRICE_STATUSES,
  type PriceStatus,
} from '@trueque/contracts';
import { Entity } from 'typeorm';
import { Count, Document, Instant, Real, Word } from './column.js';

@Entity({ schema: 'reporting', name: 'auctions' })
export class AuctionRow {
  @Word('Market of the auction.', { primary: true }) marketId!: string;
  @Word('Identifies the auction within its market.', { primary: true }) auctionId!: string;
  @Word(`One of ${AUCTION_STATES.join(', ')}.`) state!: AuctionState;
  @Instant('Start of delivery, UTC.') start!: string;
  @Word('Market time unit, ISO 8601.') mtu!: string;
  @Count('Periods of delivery.') periods!: number;
  @Word('ISO 4217 code.') currency!: string;
  @Document('Rules the auction is cleared by.') rules!: MarketRules;
  @Instant('When it is to open; null where it is open from its schedule on.', { nullable: true })
  opensAt!: string | null;
  @Instant('When the gate is to close.') gateClosesAt!: string;
  @Instant('When it closed.', { nullable: true }) gateClosedAt!: string | null;
  @Count('Offers that stand.') offersCount!: number;
  @Word('SHA-256 of the closed book.', { nullable: true }) bookDigest!: string | null;
  @Word('How it was computed: lp, coupling or bilateral.', { nullable: true })
  engine!: string | null;
  @Word('Solver that proved the optimum.', { nullable: true }) solverName!: string | null;
  @Word('Its version.', { nullable: true }) solverVersion!: string | null;
  @Word('SHA-256 of the case that was cleared.', { nullable: true }) inputHash!: string | null;
  @Word('SHA-256 of the result: the same input gives the same hash.', { nullable: true })
  resultHash!: string | null;
  @Real('Least total cost, currency: the objective, unrounded.') objective!: number | null;
  @Count('Trades made.', { nullable: true }) tradesCount!: number | null;
  @Real('Greatest violation of a constraint.') primalInfeasibility!: number | null;
  @Real('Greatest violation of a reduced cost.') dualInfeasibility!: number | null;
  @Real('Primal minus dual objective: how far from optimal it could be.') gap!: number | null;
  @Instant('When it was cleared.', { nullable: true }) clearedAt!: string | null;
  @Word(`How far its prices can be relied on: ${PRICE_STATUSES.join(', ')}.`, { nullable: true })
  priceStatus!: PriceStatus | null;
  @Word('Why it was suspended, resumed, cancelled or decided on, or is under review.', {
    nullable: true,
  })
  stateReason!: string | null;
  @Word('Why it failed.', { nullable: true }) failureReason!: string | null;
  @Word('The same for a person.', { nullable: true }) failureDetail!: string | null;
  @Document('Community, period and limits that cannot be met together; null unless it failed.', {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        community: { type: 'string' },
        period: { type: 'string' },
        message: { type: 'string' },
      },
    },
    nullable: true,
  })
  explanation!: readonly Explanation[] | null;
  @Instant('When it failed.', { nullable: true }) failedAt!: string | null;
  @Word('Latest settlement run.', { nullable: true }) runId!: string | null;
  @Word('cleared: from cleared quantities alone; metered: with deviations.', { nullable: true })
  runKind!: string | null;
  @Instant('When the latest run completed.', { nullable: true }) settledAt!: string | null;
  @Count('Counts what intake decided on it, offers included; the first part of its ETag.')
  revision!: number;
}
