import { Inject, Injectable } from '@nestjs/common';
import { clearingsEvents } from '@trueque/contracts';
import { becauseOf, EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { MTUS, periodStart } from '@trueque/kernel';
import type { AuctionId } from './domain/auction-result.js';
import { priceHoursMicrosOf, priceWatch } from './domain/price-watch.decider.js';
import { tradingRulesAt } from './trading-rules-at.js';

/** Counts what was published into the sum over the market's window, where its operator set a threshold. */
@Injectable()
export class PriceCounting {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async count({ auctionId, marketId }: AuctionId, published: RecordedEvent): Promise<void> {
    const { position } = published;
    const rule = (await tradingRulesAt(this.store, marketId, position)).cumulativePrice;
    const cleared = rule && (await this.cleared({ marketId, auctionId }, position));
    if (!rule || !cleared) return;
    const { communities, periods, start } = cleared;
    const mtu = MTUS.find((known) => known === cleared.mtu) ?? 'PT1H';
    const about = { marketId, auctionId, start, end: periodStart(start, mtu, periods) };
    const priceHoursMicros = priceHoursMicrosOf(communities, periods, mtu);
    const command = { type: 'CountPrices' as const, ...about, priceHoursMicros, rule };
    const options = becauseOf(published, 'clearing', marketId);
    await this.store.transact(priceWatch, marketId, command, options);
  }

  /** Whether auctions are cleared at the operator's price by now. */
  async isAdministered(marketId: string): Promise<boolean> {
    return (await this.store.load(priceWatch, marketId, marketId)).state.isAdministered;
  }

  /** The latest result of an auction at a position. */
  private async cleared({ auctionId, marketId }: AuctionId, position: number) {
    let cleared: ReturnType<typeof clearingsEvents.AuctionCleared.data.parse> | undefined;
    for await (const event of this.store.readStream(marketId, `clearing-${marketId}/${auctionId}`))
      if (event.type === 'AuctionCleared' && event.position <= position)
        cleared = clearingsEvents.AuctionCleared.data.parse(event.data);
    return cleared;
  }
}
