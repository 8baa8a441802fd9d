import type { MeritBlock, Offer } from '@trueque/contracts';
import { Entity } from 'typeorm';
import { Count, Document, Instant, Nanos, Whole, Word } from './column.js';

/** Wh and quality a period; null where the meter told nothing. */
interface ToldReading {
  readonly importWh: readonly (number | null)[] | null;
  readonly exportWh: readonly (number | null)[] | null;
  readonly quality: readonly (string | null)[];
}

/** What a peer offers: the last word before the gate. */
@Entity({ schema: 'reporting', name: 'offers' })
export class OfferRow {
  @Word('Market of the auction.', { primary: true }) marketId!: string;
  @Word('The auction.', { primary: true }) auctionId!: string;
  @Word('Peer that offers.', { primary: true }) peerId!: string;
  @Word('Identifies the offer.') offerId!: string;
  @Document('The offer as it was made.') offer!: Offer;
}

/** A whole market's offers of a period in the order of their prices, as they were cleared. */
@Entity({ schema: 'reporting', name: 'merit_orders' })
export class MeritOrderRow {
  @Word('Market of the auction.', { primary: true }) marketId!: string;
  @Word('The auction.', { primary: true }) auctionId!: string;
  @Count('Index of the period within the auction, from 0.', { primary: true }) period!: number;
  @Document('Supply by cost, then demand by value.') blocks!: readonly MeritBlock[];
}

/** What a peer's meter told of one auction's delivery. */
@Entity({ schema: 'reporting', name: 'readings' })
export class ReadingRow {
  @Word('Market of the auction.', { primary: true }) marketId!: string;
  @Word('The auction.', { primary: true }) auctionId!: string;
  @Word('Peer of the meter.', { primary: true }) peerId!: string;
  @Whole('Taken from the public grid, Wh.') importWh!: number;
  @Whole('Fed into the public grid, Wh.') exportWh!: number;
  @Count('Periods it told of.') periods!: number;
  @Count('Of these measured.') measured!: number;
  @Count('Of these estimated.') estimated!: number;
  @Count('Of these substituted.') substituted!: number;
  @Document('What it told of each period, Wh and quality; null where it told nothing.')
  told!: ToldReading;
}

/** When the log took the closed gate and its answer. */
@Entity({ schema: 'reporting', name: 'auction_times' })
export class AuctionTimesRow {
  @Word('Market of the auction.', { primary: true }) marketId!: string;
  @Word('The auction.', { primary: true }) auctionId!: string;
  @Instant('When the closed gate was recorded.', { nullable: true }) gateRecordedAt!: string | null;
  @Instant('When the answer was recorded.', { nullable: true }) answerRecordedAt!: string | null;
}

/** A settlement run of one auction; earlier ones stay. */
@Entity({ schema: 'reporting', name: 'settlement_runs' })
export class SettlementRunRow {
  @Word('Market of the run.', { primary: true }) marketId!: string;
  @Word('Identifies the run.', { primary: true }) runId!: string;
  @Word('Auction that was settled.') auctionId!: string;
  @Word('cleared or metered.') kind!: string;
  @Instant('When it completed.') completedAt!: string;
}

/** What a run told a peer that it owes or is owed. */
@Entity({ schema: 'reporting', name: 'run_totals' })
export class RunTotalRow {
  @Word('Market of the run.', { primary: true }) marketId!: string;
  @Word('The run.', { primary: true }) runId!: string;
  @Word('The peer.', { primary: true }) peerId!: string;
  @Nanos('10⁻⁹ currency: negative is to pay, positive to receive.') totalNanos!: string;
}

/** Something that people in a market should know. */
@Entity({ schema: 'reporting', name: 'notices' })
export class NoticeRow {
  @Word('Market of the event.', { primary: true }) marketId!: string;
  @Count('Position of the event in the log.', { primary: true }) position!: number;
  @Word('Type of the event.') type!: string;
  @Word('Auction it is about.', { nullable: true }) auctionId!: string | null;
  @Word('Who said it.') actor!: string;
  @Instant('When it was recorded.') recordedAt!: string;
}

/** A settlement of local days. */
@Entity({ schema: 'reporting', name: 'settlement_windows' })
export class SettlementWindowRow {
  @Word('Market of the run.', { primary: true }) marketId!: string;
  @Word('Identifies the run.', { primary: true }) runId!: string;
  @Word('First local day.') fromDate!: string;
  @Word('Local day after the last.') toDate!: string;
  @Word('indicative, preliminary, final, revision or dispute.') kind!: string;
  @Instant('What was known then counts.') asOf!: string;
  @Instant('When it completed.') completedAt!: string;
  @Word('Run that it takes the place of.', { nullable: true }) supersedes!: string | null;
  @Word('Why it was run again.', { nullable: true }) reason!: string | null;
}
