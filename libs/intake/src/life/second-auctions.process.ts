import { Inject, Injectable } from '@nestjs/common';
import { clearingsEvents, type EventType } from '@trueque/contracts';
import { becauseOf, EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { auctionStream } from '../command-edge.js';
import type { Schedule, StandingEntry } from '../domain/auction-command.js';
import { auction } from '../domain/auction.decider.js';
import { standingOffers } from '../domain/auction.js';
import { deliveryEnd } from '../domain/delivery.js';
import { MarketDesk } from './market-desk.js';

/**
 * Opens a second auction for the same delivery where the result of the first was not what it should be: at
 * once, with the offers of the first, which peers may amend until its gate.
 */
@Injectable()
export class SecondAuctionsProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'intake.second-auctions';
  readonly types: readonly EventType[] = ['ReviewDecided'];

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly desk: MarketDesk,
  ) {}

  async handle(event: RecordedEvent): Promise<void> {
    const { marketId, auctionId, secondAuction } = clearingsEvents.ReviewDecided.data.parse(
      event.data,
    );
    if (secondAuction === undefined) return;
    const first = await this.auction(marketId, auctionId);
    if (!first.scheduled) return;
    const { start, mtu, periods, rules } = first.scheduled;
    const place = { marketId, auctionId: secondAuction.auctionId };
    const { opening, market } = await this.desk.scheduleFacts(place, {
      ...{ start, at: event.occurredAt },
    });
    const schedule: Schedule = {
      ...{ ...place, start, end: deliveryEnd(start, mtu, periods), mtu, rules },
      gateClosesAt: secondAuction.gateClosesAt,
    };
    const facts = opening
      ? { market, opening: { ...opening, standing: entriesOf(first) } }
      : { market };
    const stream = auctionStream(marketId, place.auctionId);
    await this.store.transact(
      auction,
      stream,
      { type: 'ScheduleAuction', schedule, facts },
      becauseOf(event, event.actor, marketId),
    );
  }

  private async auction(marketId: string, auctionId: string) {
    return (await this.store.load(auction, auctionStream(marketId, auctionId), marketId)).state;
  }
}

const entriesOf = (first: Parameters<typeof standingOffers>[0]): readonly StandingEntry[] =>
  standingOffers(first).map(({ peerId, offer }) => ({ peerId, version: 1, offer }));
