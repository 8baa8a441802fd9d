import type { EventStore } from '@trueque/event-store';
import { knownMarket } from './billing/known-market.js';
import { rulesInstant } from './billing/packs-in-force.js';
import { EarlierReadings } from './earlier-readings.js';
import { type ClearedAuction, mtuOf, type PeerReading } from './domain/facts.js';
import {
  AS_CLEARED,
  completeReadings,
  hasSilence,
  type Ladder,
  type ToldReadings,
} from './domain/metering/complete-readings.js';
import type { DayReadings } from './domain/metering/day-readings.js';
import { localDateOf, localHours } from './domain/metering/local-day.js';
import { packFor } from './domain/sharing/community-day.js';
import { WEEKS } from './domain/sharing/estimation.js';
import type { Scope } from './recorded-facts.js';

/** What meters told of an auction, holes and all. */
interface Told extends Pick<ToldReadings, 'clearedBy' | 'communityOf'> {
  readonly auction: ClearedAuction;
  readonly told: DayReadings;
}

type Place = Pick<Scope, 'marketId' | 'position'>;

/**
 * Fills the holes in the readings of auctions by the ladder of their communities' rules, as they were
 * known at a position. What it looks up for one auction serves the next.
 */
export class AuctionEstimates {
  private known: ReturnType<AuctionEstimates['look']> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly place: Place,
  ) {}

  async complete({ told, auction, ...rest }: Told): Promise<readonly PeerReading[]> {
    const days = new Map<number, DayReadings>([[0, told]]);
    const readings = { ...rest, auction, told: (back: number) => days.get(back) };
    const market = hasSilence(readings) ? await this.rules() : undefined;
    if (!market) return completeReadings({ ...readings, ...WITHOUT_RULES });
    const { auctionId, start, periods } = auction;
    const delivery = { auctionId, start, periods, mtu: mtuOf(auction) };
    for (const back of WEEKS) days.set(back, await market.earlier.before(delivery, back));
    return completeReadings({
      ...readings,
      hours: localHours(delivery, market.timeZone),
      ladderOf: (communityId) => market.ladderOf(communityId, start),
    });
  }

  private rules() {
    this.known ??= this.look();
    return this.known;
  }

  /** Undefined where the market has no rules: nothing need be looked up then. */
  private async look() {
    const market = await knownMarket(this.store, this.place.marketId, this.place.position);
    if (market === undefined || market.packs.length === 0) return undefined;
    const { timeZone, packs } = market;
    return {
      timeZone,
      earlier: new EarlierReadings(this.store, market, this.place.position),
      ladderOf: (communityId: string, start: string): Ladder => {
        const day = rulesInstant(market, localDateOf(Date.parse(start), timeZone));
        return packFor(packs, communityId, day) ?? AS_CLEARED;
      },
    };
  }
}

const WITHOUT_RULES: Pick<ToldReadings, 'hours' | 'ladderOf'> = {
  hours: [],
  ladderOf: () => AS_CLEARED,
};
