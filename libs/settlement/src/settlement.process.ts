import { Inject, Injectable } from '@nestjs/common';
import { type EventType, offersEvents } from '@trueque/contracts';
import {
  becauseOf,
  EVENT_STORE,
  type EventStore,
  type RecordedEvent,
  type TransactOptions,
} from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { LRUCache } from 'lru-cache';
import type { SettlementInput } from './domain/facts.js';
import { type SettleAuction, settlement } from './domain/settlement.decider.js';
import { idOf, type Scope } from './recorded-facts.js';
import { factsAt } from './settlement-facts.js';
import { SettlementPool } from './settlement-pool.js';

/** Parts of many auctions may come in turn: each is looked ahead for once, not once a part. */
const AUCTIONS_REMEMBERED = 1_000;

/**
 * Settles an auction when its result counts, and again whenever its meters report. Readings that
 * came before the clearing are settled with it; those after it at the last that is there: a run rests
 * on all that was told before, so those in between would only be replaced.
 */
@Injectable()
export class SettlementProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'settlement.auctions';
  readonly types: readonly EventType[] = [
    ...(['AuctionCleared', 'ReviewDecided', 'MeterReadingsRecorded'] as const),
  ];
  /** By the stream of an auction: the position of the last readings that were there when it was looked at. */
  private readonly lastTold = new LRUCache<string, number>({ max: AUCTIONS_REMEMBERED });

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly pool: SettlementPool,
  ) {}

  async handle(event: RecordedEvent): Promise<void> {
    if (event.type === 'MeterReadingsRecorded' && (await this.isToldLater(event))) return;
    const scope = scopeOf(event);
    const facts = await factsAt(this.store, scope);
    if (facts === undefined || event.position < facts.clearedAt) return;
    const { auction, readings, limits, latestReadingId } = facts;
    if (event.type !== 'MeterReadingsRecorded') {
      await this.settle('SettleCleared', { auction, limits }, becauseOf(event, 'settlement'));
    }
    if (latestReadingId === null) return;
    const options = { ...becauseOf(event, 'settlement'), causedBy: latestReadingId };
    await this.settle('SettleMetered', { auction, readings, limits }, options);
  }

  /** Whether more readings of the auction are in the log: this consumer comes to them for certain. */
  private async isToldLater({ partition, position, revision, stream }: RecordedEvent) {
    const known = this.lastTold.get(stream);
    if (known !== undefined && known > position) return true;
    let last = position;
    for await (const later of this.store.readStream(partition, stream, revision))
      if (later.type === 'MeterReadingsRecorded') last = later.position;
    this.lastTold.set(stream, last);
    return last > position;
  }

  /** Counts in a worker thread, and only what the latest run does not rest on already. */
  private async settle(
    type: SettleAuction['type'],
    input: SettlementInput,
    options: TransactOptions,
  ): Promise<void> {
    const id = idOf(input.auction);
    const { latest } = (await this.store.load(settlement, id, options.partition)).state;
    if (type === 'SettleCleared' && latest?.kind === 'metered') return;
    const task = { input, unlessInputHash: latest?.inputHash ?? null };
    const facts = await this.pool.settleAuction(task);
    if (facts === undefined) return;
    await this.store.transact(settlement, id, { type, facts }, options);
  }
}

const named = offersEvents.GateClosed.data.pick({ marketId: true, auctionId: true }).strip();

const scopeOf = ({ data, position }: RecordedEvent): Scope => ({ ...named.parse(data), position });
