import { Entity } from 'typeorm';
import { Count, Instant, Nanos, Whole, Word } from './column.js';

/** What the latest settlement run of an auction says about one peer. */
@Entity({ schema: 'reporting', name: 'statements' })
export class StatementRow {
  @Word('Market of the auction.', { primary: true }) marketId!: string;
  @Word('Auction that was settled.', { primary: true }) auctionId!: string;
  @Word('Peer it is addressed to.', { primary: true }) peerId!: string;
  @Word('Community of the peer.') communityId!: string;
  @Word('Identifies the statement.') statementId!: string;
  @Word('Settlement run that issued it.') runId!: string;
  @Word('ISO 4217 code.') currency!: string;
  @Instant('Start of delivery, UTC.') start!: string;
  @Word('Market time unit, ISO 8601.') mtu!: string;
  @Count('Periods of delivery.') periods!: number;
  @Count('Lines of the statement.') linesCount!: number;
  @Nanos('10⁻⁹ currency: negative is to pay, positive to receive.') totalNanos!: string;
  @Word(
    'Of the reading: measured, substituted, estimated or missing; null where it was not kept.',
    {
      nullable: true,
    },
  )
  quality!: string | null;
  @Instant('When it was issued.') issuedAt!: string;
}

@Entity({ schema: 'reporting', name: 'statement_lines' })
export class StatementLineRow {
  @Word('Market of the auction.', { primary: true }) marketId!: string;
  @Word('Auction that was settled.', { primary: true }) auctionId!: string;
  @Word('Peer of the statement.', { primary: true }) peerId!: string;
  @Count('Place within the statement, from 1.', { primary: true }) line!: number;
  @Word('purchase, sale, deviation-short, deviation-long or link-revenue.') kind!: string;
  @Count('Index of the period within the auction, from 0.') period!: number;
  @Instant('Start of the period, UTC.') start!: string;
  @Word('The other side.') counterparty!: string;
  @Whole('Energy, Wh.') energyWh!: number;
  @Whole('Price, 10⁻⁶ currency per kWh.') priceMicrosPerKwh!: number;
  @Nanos('10⁻⁹ currency: negative is to pay, positive to receive.') amountNanos!: string;
  @Word('Event that caused the line.') causedBy!: string;
  @Word(
    'Of the reading in the period: measured, substituted, estimated or missing; null where none is.',
    { nullable: true },
  )
  quality!: string | null;
}

/** One posting of an auction's latest settlement run; the postings of a run sum to zero. */
@Entity({ schema: 'reporting', name: 'postings' })
export class PostingRow {
  @Word('Market of the auction.', { primary: true }) marketId!: string;
  @Word('Auction that was settled.', { primary: true }) auctionId!: string;
  @Count('Place within the run, from 1.', { primary: true }) posting!: number;
  @Word('Settlement run that posted it.') runId!: string;
  @Word('Account, such as peer:P3, grid:G, network:C1, congestion:C1→C2.') account!: string;
  @Word('trade, network, congestion, deviation or rounding.') kind!: string;
  @Word('ISO 4217 code.') currency!: string;
  @Nanos('10⁻⁹ currency: positive is owed to the account, negative by it.') amountNanos!: string;
  @Instant('When the run completed.') postedAt!: string;
}
