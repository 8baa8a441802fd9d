import { Inject, Injectable } from '@nestjs/common';
import {
  clearingsEvents,
  type EventType,
  offersEvents,
  settlementsEvents,
} from '@trueque/contracts';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { mtuHours } from '@trueque/kernel';
import type { ProcessConsumer } from '@trueque/messaging';
import { credit, type CreditCommand, type PeerAmount } from './domain/credit/credit.decider.js';
import { type Delivery, dearestPriceOf, worstCaseNanos } from './domain/credit/worst-case.js';
import { idOf, RecordedFacts, type Scope } from './recorded-facts.js';

/**
 * Keeps the credit of peers that have an account: reserves the worst case of their bids when the
 * gate closes, captures what an auction came to when it is settled, adjusts when it is settled again.
 */
@Injectable()
export class CreditProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'settlement.credit';
  readonly types: readonly EventType[] = ['GateClosed', 'AuctionFailed', 'SettlementRunCompleted'];

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async handle(event: RecordedEvent): Promise<void> {
    const { state } = await this.store.load(credit, event.partition, event.partition);
    if (state.accounts.isEmpty()) return;
    const command = await this.commandOf(event);
    if (command === undefined) return;
    await this.store.transact(credit, event.partition, command, {
      ...{ partition: event.partition, causedBy: event.id, actor: 'settlement' },
      ...{ correlationId: event.correlationId, occurredAt: event.occurredAt },
    });
  }

  private async commandOf({ type, data, position }: RecordedEvent) {
    switch (type) {
      case 'GateClosed': {
        const { marketId, auctionId } = offersEvents.GateClosed.data.parse(data);
        return this.reserve({ marketId, auctionId, position });
      }
      case 'AuctionFailed': {
        const { marketId, auctionId } = clearingsEvents.AuctionFailed.data.parse(data);
        return { type: 'ReleaseCredit', marketId, auctionId } satisfies CreditCommand;
      }
      default:
        return captureOf(data);
    }
  }

  private async reserve(scope: Scope): Promise<CreditCommand | undefined> {
    const delivery = await this.deliveryOf(scope);
    if (delivery === undefined) return undefined;
    const offers = await new RecordedFacts(this.store).offers(scope);
    const dearest = dearestPriceOf(offers.values(), delivery);
    const amounts = [...offers].map(([peerId, offer]) => ({
      peerId,
      amountNanos: worstCaseNanos(offer, dearest, delivery),
    }));
    const { marketId, auctionId } = scope;
    return { type: 'ReserveCredit', marketId, auctionId, amounts };
  }

  private async deliveryOf(scope: Scope): Promise<Delivery | undefined> {
    const stream = this.store.readStream(scope.marketId, `auction-${idOf(scope)}`);
    for await (const { type, data } of stream) {
      if (type !== 'AuctionScheduled') continue;
      const { periods, mtu, rules } = offersEvents.AuctionScheduled.data.parse(data);
      const curtailAt = rules.shortage === 'reject' ? undefined : rules.shortage.curtailAt;
      return { periods, hours: mtuHours(mtu), curtailAt };
    }
    return undefined;
  }
}

/** What every peer owes by the run: its account's postings, with the other sign. */
const captureOf = (data: unknown): CreditCommand => {
  const { marketId, auctionId, runId, postings } =
    settlementsEvents.SettlementRunCompleted.data.parse(data);
  const owed = new Map<string, bigint>();
  for (const { account, amountNanos } of postings) {
    if (!account.startsWith('peer:')) continue;
    const peerId = account.slice('peer:'.length);
    owed.set(peerId, (owed.get(peerId) ?? 0n) - BigInt(amountNanos));
  }
  const amounts = [...owed].map(([peerId, amountNanos]): PeerAmount => ({ peerId, amountNanos }));
  return { type: 'CaptureCredit', marketId, auctionId, runId, amounts };
};
