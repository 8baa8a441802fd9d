import { type EventType, offersEvents } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { type Mtu, mtuMinutes } from '@trueque/kernel';
import { eventsUpTo, type KnownMarket } from './billing/known-market.js';
import { MeteredDays } from './billing/metered-days.js';
import { type DayReadings, type PeerDay, silentDay } from './domain/metering/day-readings.js';
import { dayAfter, daysAfter, localDateOf, localDay } from './domain/metering/local-day.js';
import { UNKNOWN } from './domain/sharing/community-day.js';
import { RecordedFacts } from './recorded-facts.js';

/** When an auction delivers. */
export interface Delivery {
  readonly auctionId: string;
  readonly start: string;
  readonly mtu: Mtu;
  readonly periods: number;
}

/** Readings of a stretch of time in periods of one length. */
interface Stretch {
  readonly startMs: number;
  readonly readings: DayReadings;
}

const MINUTE_MS = 60_000;

/**
 * What meters told of the same local hours of earlier days, of local days and of auctions, as it was
 * known at a position: what a silent meter is estimated from.
 */
export class EarlierReadings {
  private readonly days: MeteredDays;
  private readonly recorded: RecordedFacts;
  private scheduled: Promise<readonly Delivery[]> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly market: KnownMarket,
    private readonly position: number,
  ) {
    this.days = new MeteredDays(store, market, position);
    this.recorded = new RecordedFacts(store);
  }

  /** In the periods of the auction; where an auction and a day tell of the same, the auction counts. */
  async before(auction: Delivery, days: number): Promise<DayReadings> {
    const delivery = { ...auction, startMs: startBefore(auction, days, this.market.timeZone) };
    const stretches = [...(await this.daysIn(delivery)), ...(await this.auctionsIn(delivery))];
    const peers = new Map<string, PeerDay>();
    for (const stretch of stretches) copy(stretch, delivery, peers);
    return peers;
  }

  private async daysIn(delivery: Shifted): Promise<readonly Stretch[]> {
    const { timeZone, mtu } = this.market;
    if (mtu !== delivery.mtu) return [];
    const last = localDateOf(endMs(delivery) - 1, timeZone);
    const stretches: Stretch[] = [];
    for (let date = localDateOf(delivery.startMs, timeZone); date <= last; date = dayAfter(date)) {
      const day = localDay(date, timeZone, mtu);
      if (day === null) continue;
      const readings = await this.days.readingsOf(date);
      stretches.push({ startMs: Date.parse(day.start), readings });
    }
    return stretches;
  }

  private async auctionsIn(delivery: Shifted): Promise<readonly Stretch[]> {
    this.scheduled ??= this.schedule();
    const overlapping = (await this.scheduled)
      .map((auction) => ({ ...auction, startMs: Date.parse(auction.start) }))
      .filter((auction) => auction.mtu === delivery.mtu)
      .filter((it) => it.startMs < endMs(delivery) && delivery.startMs < endMs(it));
    const stretches: Stretch[] = [];
    for (const { auctionId, periods, startMs } of overlapping) {
      const scope = { marketId: this.market.marketId, auctionId, position: this.position };
      const { readings } = await this.recorded.told(scope, periods);
      stretches.push({ startMs, readings });
    }
    return stretches;
  }

  private async schedule(): Promise<readonly Delivery[]> {
    const deliveries: Delivery[] = [];
    const types: readonly EventType[] = ['AuctionScheduled'];
    const { marketId } = this.market;
    for await (const { data } of eventsUpTo(this.store, marketId, this.position, { types })) {
      deliveries.push(offersEvents.AuctionScheduled.data.parse(data));
    }
    return deliveries;
  }
}

type Shifted = Delivery & { readonly startMs: number };

const endMs = ({ startMs, periods, mtu }: Shifted): number =>
  startMs + periods * mtuMinutes(mtu) * MINUTE_MS;

/** The same time of the local day, so many days earlier. */
const startBefore = ({ start }: Delivery, days: number, timeZone: string): number => {
  const startMs = Date.parse(start);
  const date = localDateOf(startMs, timeZone);
  const [day, earlier] = [date, daysAfter(date, -days)].map((each) =>
    Date.parse(localDay(each, timeZone, 'PT5M')?.start ?? `${each}T00:00:00Z`),
  );
  return startMs - (day ?? 0) + (earlier ?? 0);
};

/** What the stretch tells of the delivery's periods supersedes what was there. */
const copy = (
  { startMs, readings }: Stretch,
  delivery: Shifted,
  peers: Map<string, PeerDay>,
): void => {
  const shift = (startMs - delivery.startMs) / (mtuMinutes(delivery.mtu) * MINUTE_MS);
  if (!Number.isInteger(shift)) return;
  for (const [peerId, told] of readings) {
    const day = peers.get(peerId) ?? silentDay(delivery.periods);
    peers.set(peerId, day);
    for (const direction of ['takenWh', 'givenWh'] as const) {
      told[direction].forEach((energyWh, period) => {
        if (energyWh !== UNKNOWN) day[direction][period + shift] = energyWh;
      });
    }
  }
};
