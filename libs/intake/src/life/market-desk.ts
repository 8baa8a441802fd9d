import { Inject, Injectable } from '@nestjs/common';
import type { PriceLimits } from '@trueque/contracts';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { LRUCache } from 'lru-cache';
import { type AuctionId, PeerCredits } from '../credit/peer-credits.js';
import type { CloseGate, OpeningFacts, ScheduleAuction } from '../domain/auction-command.js';
import { marketFacts } from '../domain/market-facts.js';
import { market } from '../domain/market.decider.js';
import { standingEntries, standingOffersOfMarket } from '../domain/standing-offers.decider.js';
import { tradingRulesOfMarket } from '../domain/trading-rules.decider.js';

/** An offer may be taken by limits that were changed so long ago: the gate asks again. */
const LIMITS_KNOWN_MS = 2_000;
const MARKETS_KNOWN_MAX = 1_000;

/** What an auction needs to know of its market when something becomes of it. */
@Injectable()
export class MarketDesk {
  private readonly known = new LRUCache<string, { readonly limits: PriceLimits | undefined }>({
    ...{ max: MARKETS_KNOWN_MAX, ttl: LIMITS_KNOWN_MS },
  });

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly credits: PeerCredits,
  ) {}

  async tradingRules(marketId: string) {
    return (await this.store.load(tradingRulesOfMarket, marketId, marketId)).state;
  }

  /** For offers, which come by the thousand. */
  async limits(marketId: string): Promise<PriceLimits | undefined> {
    const known = this.known.get(marketId);
    if (known !== undefined) return known.limits;
    const limits = (await this.tradingRules(marketId)).priceLimits;
    this.known.set(marketId, { limits });
    return limits;
  }

  /** The rules of a market were changed here. */
  forget(marketId: string): void {
    this.known.delete(marketId);
  }

  async gateFacts(place: AuctionId, at: string): Promise<CloseGate['facts']> {
    const limits = (await this.tradingRules(place.marketId)).priceLimits;
    return { at, credits: await this.credits.of(place), limits };
  }

  async openingFacts(place: AuctionId, at: string): Promise<OpeningFacts> {
    const { marketId } = place;
    const { state } = await this.store.load(standingOffersOfMarket, marketId, marketId);
    return { ...(await this.gateFacts(place, at)), standing: standingEntries(state) };
  }

  async scheduleFacts(
    place: AuctionId,
    { start, at }: { readonly start: string; readonly at: string },
  ): Promise<ScheduleAuction['facts']> {
    const { marketId } = place;
    const { state } = await this.store.load(market, marketId, marketId);
    const facts = marketFacts(state, start);
    const opening = await this.openingFacts(place, at);
    return { market: facts && { ...facts, limits: opening.limits }, opening };
  }
}
