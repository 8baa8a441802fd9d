import { Inject, Injectable } from '@nestjs/common';
import { guarded, meant } from '@trueque/approvals';
import { offersEvents, type Reasoned } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type TransactOptions } from '@trueque/event-store';
import { auctionStream } from '../command-edge.js';
import type { CancelAuction, ResumeAuction, SuspendAuction } from '../domain/auction-command.js';
import { auction } from '../domain/auction.decider.js';
import { market } from '../domain/market.decider.js';
import { MarketDesk } from './market-desk.js';

export const LIFE_CHANGES = ['suspend', 'resume', 'cancel'] as const;
export type LifeChange = (typeof LIFE_CHANGES)[number];

/** Suspends, resumes or cancels an auction; without one, every auction of the market before its gate. */
export interface LifeOrder extends Reasoned {
  readonly change: LifeChange;
  readonly auctionId?: string | undefined;
}

export interface LivesChanged {
  readonly status: 'accepted';
  readonly auctionIds: readonly string[];
}

const PAGE = 1_000;

/** What operators do to auctions: alone, or as a change that takes two people. */
@Injectable()
export class AuctionLives {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly desk: MarketDesk,
  ) {}

  change(order: LifeOrder, options: TransactOptions) {
    const { reasonCode, reason } = order;
    const revision = () => this.revision(order, options);
    const change = { action: 'suspension', wanted: order, revision, reasonCode, reason } as const;
    return guarded(this.store, change, options, () => this.carryOut(order, options));
  }

  /** Of a whole market those that can be changed so; one that is named must be. */
  async carryOut(order: LifeOrder, options: TransactOptions) {
    const changed: string[] = [];
    const named = order.auctionId;
    const auctionIds = named === undefined ? await this.open(options.partition) : [named];
    const each =
      named === undefined ? await meant(() => this.revision(order, options), options) : options;
    for (const auctionId of auctionIds) {
      const outcome = await this.changeOne(order, auctionId, each);
      if (outcome.status === 'refused' && named !== undefined) return outcome;
      if (outcome.status !== 'refused') changed.push(auctionId);
    }
    return { status: 'accepted', auctionIds: changed } satisfies LivesChanged;
  }

  /** Of the auction that is named, else of the market: what of it was read before. */
  private async revision({ auctionId }: LifeOrder, { partition: marketId }: TransactOptions) {
    const { revision } =
      auctionId === undefined
        ? await this.store.load(market, marketId, marketId)
        : await this.store.load(auction, auctionStream(marketId, auctionId), marketId);
    return revision;
  }

  private async changeOne(order: LifeOrder, auctionId: string, options: TransactOptions) {
    const marketId = options.partition;
    const command = await this.commandOf(order, { marketId, auctionId }, options.occurredAt);
    return this.store.transact(auction, auctionStream(marketId, auctionId), command, options);
  }

  private async commandOf(
    { change, reasonCode, reason }: LifeOrder,
    place: { readonly marketId: string; readonly auctionId: string },
    at: string,
  ): Promise<SuspendAuction | ResumeAuction | CancelAuction> {
    const about = { ...place, reasonCode, reason };
    switch (change) {
      case 'suspend':
        return { type: 'SuspendAuction', ...about };
      case 'resume':
        return { type: 'ResumeAuction', ...about, facts: await this.desk.openingFacts(place, at) };
      case 'cancel':
        return { type: 'CancelAuction', ...about };
    }
  }

  /** Auctions whose gate has not closed, in the order of their schedules. */
  private async open(marketId: string): Promise<readonly string[]> {
    const open = new Set<string>();
    const types = ['AuctionScheduled', 'GateClosed', 'AuctionCancelled'];
    for (let position = 0; ;) {
      const page = await this.store.readPartition(marketId, position, PAGE, types);
      for (const { type, data } of page) {
        const { auctionId } = named.parse(data);
        if (type === 'AuctionScheduled') open.add(auctionId);
        else open.delete(auctionId);
      }
      if (page.length < PAGE) return [...open];
      position = page.at(-1)?.position ?? position;
    }
  }
}

const named = offersEvents.GateClosed.data.pick({ auctionId: true }).strip();
