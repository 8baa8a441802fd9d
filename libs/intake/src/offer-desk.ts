import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { CLOCK, type Clock } from '@trueque/kernel';
import { PeerCredits } from './credit/peer-credits.js';
import { MarketDesk } from './life/market-desk.js';
import type { OfferEdge } from './offer-request.js';

/** What every request about offers needs, in one piece. */
@Injectable()
export class OfferDesk implements OfferEdge {
  constructor(
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CLOCK) readonly clock: Clock,
    readonly credits: PeerCredits,
    readonly desk: MarketDesk,
  ) {}
}
