import { Inject, Injectable } from '@nestjs/common';
import { dearestPriceOf, worstCaseNanos } from '@trueque/contracts';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { LRUCache } from 'lru-cache';
import { DataSource, In } from 'typeorm';
import { auctionStream } from '../command-edge.js';
import { auction } from '../domain/auction.decider.js';
import { type Auction, standingOffers } from '../domain/auction.js';
import { deliveryOf, type PeerCredit } from '../domain/offer-credit.js';
import { DueStepRow } from '../gate/due-step.row.js';
import { CreditStandingRow } from './credit-standing.row.js';
import { Gathered } from './gathered.js';
import { ReservedGateRow } from './reserved-gate.row.js';

export interface AuctionId {
  readonly marketId: string;
  readonly auctionId: string;
}

const AUCTIONS_MAX = 1_000;

export type PeerCreditMap = ReadonlyMap<string, PeerCredit>;

/**
 * What a peer may still bid: its standing as settlement last said it, and on top the worst case of
 * its bids in other auctions that no standing counts yet. Settlement is heard a moment late; the
 * gate asks again.
 */
@Injectable()
export class PeerCredits {
  /** By auction: offers of a crowd come one by one. */
  private readonly asked = new LRUCache<string, Gathered<PeerCreditMap>>({ max: AUCTIONS_MAX });

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly dataSource: DataSource,
  ) {}

  /** Of one peer; null where it has no account. */
  async ofPeer(place: AuctionId, peerId: string): Promise<PeerCredit | null> {
    const key = auctionStream(place.marketId, place.auctionId);
    const gathered = this.asked.get(key) ?? new Gathered((peerIds) => this.of(place, peerIds));
    this.asked.set(key, gathered);
    return (await gathered.with(peerId)).get(peerId) ?? null;
  }

  /** Of those peers that have an account; of every one of the market's, where none is named. */
  async of(place: AuctionId, peerIds?: readonly string[]): Promise<PeerCreditMap> {
    const { marketId } = place;
    const peers = peerIds === undefined ? {} : { peerId: In([...peerIds]) };
    const rows = await this.dataSource.getRepository(CreditStandingRow).findBy({
      ...{ marketId, ...peers },
    });
    if (rows.length === 0) return new Map();
    const open = await this.openNanos(place, new Set(rows.map(({ peerId }) => peerId)));
    return new Map(
      rows.map(({ peerId, level, exposureNanos, limitNanos }) => [
        peerId,
        {
          level,
          exposureNanos: BigInt(exposureNanos) + (open.get(peerId) ?? 0n),
          limitNanos: BigInt(limitNanos),
        },
      ]),
    );
  }

  private async openNanos(
    place: AuctionId,
    peerIds: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, bigint>> {
    const sums = new Map<string, bigint>();
    for (const auctionId of await this.uncounted(place)) {
      const stream = auctionStream(place.marketId, auctionId);
      const { state } = await this.store.load(auction, stream, place.marketId);
      for (const [peerId, nanos] of worstCases(state, peerIds)) {
        sums.set(peerId, (sums.get(peerId) ?? 0n) + nanos);
      }
    }
    return sums;
  }

  /** Other auctions of the market that are open, or closed and not yet reserved for. */
  private async uncounted({ marketId, auctionId }: AuctionId): Promise<readonly string[]> {
    const open = await this.dataSource
      .getRepository(DueStepRow)
      .findBy({ marketId, step: 'close-gate' });
    const closed = await this.dataSource
      .getRepository(ReservedGateRow)
      .findBy({ marketId, isCounted: false });
    const ids = new Set([
      ...open.map(({ subject }) => subject),
      ...closed.map((gate) => gate.auctionId),
    ]);
    ids.delete(auctionId);
    return [...ids];
  }
}

const worstCases = (
  state: Auction,
  peerIds: ReadonlySet<string>,
): (readonly [string, bigint])[] => {
  const book = standingOffers(state);
  const own = book.filter(({ peerId }) => peerIds.has(peerId));
  if (state.scheduled === null || own.length === 0) return [];
  const delivery = deliveryOf(state.scheduled);
  const dearest = dearestPriceOf(
    book.map(({ offer }) => offer),
    delivery,
  );
  return own.map(
    ({ peerId, offer }) => [peerId, worstCaseNanos(offer, dearest, delivery)] as const,
  );
};
