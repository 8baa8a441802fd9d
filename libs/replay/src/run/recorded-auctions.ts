import { bookOf, caseOf, whyIncomplete } from '@trueque/clearing';
import { clearingsEvents, type OffersEvent, offersEvents } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { z } from 'zod';
import { isWithin, type Period, type ReplayAuction } from './replay-auction.js';

const PAGE = 500;

const OF_MARKET: readonly string[] = [
  'MarketOpened',
  'CommunityRegistered',
  'PeerRegistered',
  'ContractAgreed',
  'ContractEnded',
];
const OF_AUCTION: readonly string[] = [
  'AuctionScheduled',
  'OfferSubmitted',
  'OfferAmended',
  'OfferWithdrawn',
];
/** What a replay reads of a log; trades and postings are most of one, and are not fetched. */
const WANTED = [...OF_MARKET, ...OF_AUCTION, 'GateClosed', 'AuctionCleared'];

/** All that is wanted of a clearing. */
const clearedHash = z.object(
  clearingsEvents.AuctionCleared.data.pick({ auctionId: true, resultHash: true }).shape,
);

/** A gate that did not close on the offers the log holds: the log is not what it was. */
export class IncompleteBook extends Error {
  override readonly name = 'IncompleteBook';
}

/**
 * Auctions of a market as they stood when their gates closed, in the order in which they closed.
 * One pass over the log: in memory are the market's members and the books that are open.
 */
export class RecordedAuctions {
  /** Result hash that was recorded for an auction, as far as the log was read. */
  readonly recordedHashes = new Map<string, string>();
  private readonly market: OffersEvent[] = [];
  private readonly books = new Map<string, OffersEvent[]>();

  constructor(
    private readonly store: EventStore,
    private readonly marketId: string,
    private readonly period: Period,
  ) {}

  async *read(): AsyncGenerator<ReplayAuction> {
    let position = 0;
    for (;;) {
      const page = await this.store.readPartition(this.marketId, position, PAGE, WANTED);
      for (const event of page) {
        const auction = this.take(event);
        if (auction !== undefined) yield auction;
      }
      if (page.length < PAGE) return;
      position = page.at(-1)?.position ?? position;
    }
  }

  private take({ type, data }: RecordedEvent): ReplayAuction | undefined {
    if (OF_MARKET.includes(type)) this.market.push({ type, data } as OffersEvent);
    else if (OF_AUCTION.includes(type)) this.keep({ type, data } as OffersEvent);
    else if (type === 'AuctionCleared') this.noteHash(data);
    else if (type === 'GateClosed') return this.closed({ type, data } as OffersEvent);
    return undefined;
  }

  private keep(event: OffersEvent): void {
    if (!('auctionId' in event.data)) return;
    const { auctionId } = event.data;
    const isWanted = event.type !== 'AuctionScheduled' || isWithin(event.data.start, this.period);
    if (event.type === 'AuctionScheduled' && isWanted) this.books.set(auctionId, []);
    this.books.get(auctionId)?.push(event);
  }

  private noteHash(data: unknown): void {
    const { auctionId, resultHash } = clearedHash.parse(data);
    this.recordedHashes.set(auctionId, resultHash);
  }

  private closed(event: OffersEvent): ReplayAuction | undefined {
    const { auctionId } = offersEvents.GateClosed.data.parse(event.data);
    const events = this.books.get(auctionId);
    if (events === undefined) return undefined;
    this.books.delete(auctionId);
    const book = bookOf([...this.market, ...events, event]);
    const incomplete = whyIncomplete(book);
    if (incomplete !== undefined) throw new IncompleteBook(`${auctionId}: ${incomplete}`);
    return book.offers.size === 0 ? undefined : { auctionId, file: caseOf(book) };
  }
}
