import { Inject, Injectable } from '@nestjs/common';
import {
  billingEvents,
  clearingsEvents,
  dearestPriceOf,
  type Delivery,
  type EventType,
  offersEvents,
  settlementsEvents,
  worstCaseNanos,
} from '@trueque/contracts';
import { becauseOf, EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { mtuHours } from '@trueque/kernel';
import type { ProcessConsumer } from '@trueque/messaging';
import { nanosPerMinor } from './domain/billing/bills.js';
import type { CreditCommand, PeerAmount } from './domain/credit/credit-command.js';
import { credit } from './domain/credit/credit.decider.js';
import { idOf, RecordedFacts, type Scope } from './recorded-facts.js';

const PAGE = 1_000;

/**
 * Keeps the credit of peers that have an account: reserves the worst case of their bids when the
 * gate closes, captures what an auction came to when it is settled, adjusts when it is settled
 * again, lets go where it fails, and counts the bill of a window in place of the auctions that stand in it.
 */
@Injectable()
export class CreditProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'settlement.credit';
  readonly types: readonly EventType[] = [
    'GateClosed',
    'AuctionFailed',
    'ReviewDecided',
    'SettlementRunCompleted',
    'WindowSettled',
  ];

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async handle(event: RecordedEvent): Promise<void> {
    const { state } = await this.store.load(credit, event.partition, event.partition);
    if (state.accounts.isEmpty()) return;
    const command = await this.commandOf(event);
    if (command === undefined) return;
    const options = becauseOf(event, 'settlement');
    await this.store.transact(credit, event.partition, command, options);
  }

  private async commandOf(event: RecordedEvent): Promise<CreditCommand | undefined> {
    const { type, data, position } = event;
    switch (type) {
      case 'GateClosed': {
        const { marketId, auctionId } = offersEvents.GateClosed.data.parse(data);
        return this.reserve({ marketId, auctionId, position }, false);
      }
      case 'AuctionFailed': {
        const { marketId, auctionId } = clearingsEvents.AuctionFailed.data.parse(data);
        return { type: 'ReleaseCredit', marketId, auctionId };
      }
      case 'ReviewDecided':
        return this.decided(event);
      case 'WindowSettled':
        return this.bill(event);
      default:
        return captureOf(data);
    }
  }

  /**
   * An auction that is over without a result holds nothing back; one that failed, and is to be cleared
   * after all, what it held before. A result under review is held back all the time.
   */
  private async decided({ data, position }: RecordedEvent): Promise<CreditCommand | undefined> {
    const { marketId, auctionId, decision } = clearingsEvents.ReviewDecided.data.parse(data);
    switch (decision) {
      case 'cancel':
      case 'second-auction':
        return { type: 'ReleaseCredit', marketId, auctionId };
      case 'administer':
      case 'clear-again':
        return this.reserve({ marketId, auctionId, position }, true);
      case 'publish':
        return undefined;
    }
  }

  private async reserve(scope: Scope, again: boolean): Promise<CreditCommand | undefined> {
    const delivery = await this.deliveryOf(scope);
    if (delivery === undefined) return undefined;
    const { offers } = await new RecordedFacts(this.store).book(scope);
    const dearest = dearestPriceOf(offers.values(), delivery);
    const amounts = [...offers].map(([peerId, offer]) => ({
      peerId,
      amountNanos: worstCaseNanos(offer, dearest, delivery),
    }));
    const { marketId, auctionId } = scope;
    return { type: 'ReserveCredit', marketId, auctionId, again, amounts };
  }

  /** An indication bills nothing. */
  private async bill(event: RecordedEvent): Promise<CreditCommand | undefined> {
    const run = billingEvents.WindowSettled.data.parse(event.data);
    if (run.kind === 'indicative') return undefined;
    const { marketId, from, to, runId, auctions } = run;
    const auctionIds = auctions.map(({ auctionId }) => auctionId);
    const amounts = await this.billedAmounts(event, runId);
    return { type: 'BillCredit', marketId, from, to, runId, auctionIds, amounts };
  }

  /** The bills of a run stand right behind it in the log. */
  private async billedAmounts(run: RecordedEvent, runId: string): Promise<PeerAmount[]> {
    const amounts: PeerAmount[] = [];
    for (let { position } = run; ;) {
      const events = await this.store.readPartition(run.partition, position, PAGE);
      for (const { type, data } of events) {
        if (type !== 'BillIssued') return amounts;
        const bill = billingEvents.BillIssued.data.parse(data);
        if (bill.runId !== runId) return amounts;
        amounts.push(...owedBy(bill.account, -totalNanosOf(bill)));
      }
      const last = events.at(-1);
      if (last === undefined) return amounts;
      position = last.position;
    }
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
  for (const posting of postings) {
    for (const { peerId, amountNanos } of owedBy(posting.account, -BigInt(posting.amountNanos))) {
      owed.set(peerId, (owed.get(peerId) ?? 0n) + amountNanos);
    }
  }
  const amounts = [...owed].map(([peerId, amountNanos]): PeerAmount => ({ peerId, amountNanos }));
  return { type: 'CaptureCredit', marketId, auctionId, runId, amounts };
};

/** Of other accounts nobody's credit is asked. */
const owedBy = (account: string, amountNanos: bigint): PeerAmount[] =>
  account.startsWith('peer:') ? [{ peerId: account.slice('peer:'.length), amountNanos }] : [];

type Bill = ReturnType<typeof billingEvents.BillIssued.data.parse>;

const totalNanosOf = ({ totalMinor, minorDigits }: Bill): bigint =>
  BigInt(totalMinor) * nanosPerMinor(minorDigits);
